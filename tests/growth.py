"""Whether the time of a computation grows in proportion to its input."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

TIMES = 4  # as long is the larger input
MOST = 9  # times as long may it take; a square would take 16
FLOOR = 0.05  # seconds, below which a time is noise


def assert_linear(prepare: Callable[[int], Callable[[], object]], size: int) -> None:
    """Fails unless an input of four times the size takes about four times as long.

    Args:
        prepare: makes the input of a size, and gives what is timed.
        size: of the smaller input.
    """
    prepare(1)()  # compiles patterns
    small = large = float("inf")
    for tried in (size, size + size // 100):  # another input: what was computed may be kept
        small = min(small, seconds(prepare, tried))
        large = min(large, seconds(prepare, TIMES * tried))
        if large < MOST * max(small, FLOOR):  # else it is tried again: the machine may be busy
            return
    assert large < MOST * max(small, FLOOR)


def seconds(prepare: Callable[[int], Callable[[], object]], size: int) -> float:
    """Returns the processor time on an input of a size."""
    run = prepare(size)
    start = process_time()
    run()
    return process_time() - start
