"""Ctrl-C during a long run: what is at hand is finished, and nobody waits for the rest."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGINT
from types import FrameType
from typing import Self

from meta87.batch.work import Outcome


class Interrupts:
    """Hears Ctrl-C while it is entered; a second one ends the program at once.

    Python raises ``KeyboardInterrupt`` wherever the program happens to be: amid a lock of a
    future, which is then held for ever, or while an object is destroyed, where it is forgotten.
    Here it is remembered. Where Ctrl-C is ignored, as in the background of a shell, it stays so.

    Args:
        amid: whether the work on an outcome may be broken off; else its maker must ask.
    """

    def __init__(self, *, amid: bool) -> None:
        self._amid = amid
        self._asked = self._waiting = False

    def asked(self) -> bool:
        """Tell whether there was a Ctrl-C."""
        return self._asked

    def until(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Give outcomes until the last, or until Ctrl-C."""
        while not self._asked:
            try:
                self._waiting = self._amid
                outcome = next(outcomes, None)
                self._waiting = False
            except KeyboardInterrupt:
                return
            if outcome is None:
                return
            yield outcome

    def __enter__(self) -> Self:
        self._here = _is_main() and signal.getsignal(SIGINT) is signal.default_int_handler
        if self._here:
            signal.signal(SIGINT, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        if self._here:
            signal.signal(SIGINT, signal.default_int_handler)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        again, self._asked = self._asked, True
        if self._waiting or again:
            raise KeyboardInterrupt


@contextmanager
def deaf() -> Iterator[None]:
    """Have processes that are started meanwhile never hear Ctrl-C; nor does this one."""
    if not _is_main():
        yield
        return
    before = signal.signal(SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(SIGINT, before)


def _is_main() -> bool:
    """Tell whether signals can be set here."""
    return threading.current_thread() is threading.main_thread()
