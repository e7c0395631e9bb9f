"""Ctrl-C during a long run: what is being written is finished, and the rest is left."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from signal import SIGINT
from types import FrameType
from typing import Any, Self

from meta87.archive.work import Outcome


class Interrupts:
    """Hears Ctrl-C while it is entered.

    Python raises ``KeyboardInterrupt`` wherever the program happens to be: amid a lock of a
    future, which is then held for ever, or while an object is destroyed, where it is forgotten.
    Here the first is remembered until it can be heeded; a second one is raised, so that nobody
    need wait for a table. Where Ctrl-C is ignored, as in the background of a shell, or belongs to
    somebody else, as in a thread or under asyncio, it stays so.

    Args:
        breakable: whether the work on an outcome may be broken off; else its maker must ask.
    """

    def __init__(self, *, breakable: bool) -> None:
        self._breakable = breakable
        self._asked = self._making = False
        self._before: Any = None

    def asked(self) -> bool:
        """Returns whether there was a Ctrl-C."""
        return self._asked

    def until(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Yields outcomes until the last, or until Ctrl-C.

        What breaks under a Ctrl-C that workers received too, such as a cluster that was just
        starting, is not an error.
        """
        while True:
            try:
                self._making = True
                outcome = None if self._asked else next(outcomes, None)
            except (KeyboardInterrupt, Exception):
                if not self._asked:
                    raise
                return
            finally:
                self._making = False
            if outcome is None:
                return
            yield outcome

    def __enter__(self) -> Self:
        if signal.getsignal(SIGINT) is signal.default_int_handler:
            with suppress(ValueError):  # only the main thread can
                self._before = signal.signal(SIGINT, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before:
            signal.signal(SIGINT, self._before)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        again, self._asked = self._asked, True
        if self._breakable if self._making else again:
            raise KeyboardInterrupt


@contextmanager
def held_back() -> Iterator[None]:
    """Context manager that makes Ctrl-C wait; processes started meanwhile never receive it.

    Windows cannot do so: there a worker receives it until it has loaded what it needs.
    """
    masked: Callable[..., Any] | None = getattr(signal, "pthread_sigmask", None)
    if masked is None:
        yield
        return
    resource_tracker.ensure_running()  # when it starts, Python lets Ctrl-C through again
    before = masked(signal.SIG_BLOCK, {SIGINT})
    try:
        yield
    finally:
        masked(signal.SIG_SETMASK, before)
