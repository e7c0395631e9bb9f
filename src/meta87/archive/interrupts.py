"""Deferral of Ctrl-C and SIGTERM during a long run: what is being written is finished first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from signal import SIGINT, SIGTERM
from types import FrameType
from typing import Any, Self

from meta87.archive.work import Outcome


class DeferredInterrupt:
    """Context manager that defers SIGINT, and takes SIGTERM for one where it would end all.

    Python raises ``KeyboardInterrupt`` anywhere: while a future holds a lock, which is then never
    released, or in a destructor, where it is lost. Here the first one is remembered until it can
    be handled, and a second one is raised. Where SIGINT is ignored, as in the background of a
    shell, or handled by others, as in a thread or under asyncio, nothing changes. ``told`` is
    called at the first one.
    """

    def __init__(self, told: Callable[[], None] = lambda: None) -> None:
        self._told = told
        self._received = False
        self._before: dict[int, Any] = {}

    def received(self) -> bool:
        """Returns whether there was a Ctrl-C."""
        return self._received

    def take_until(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Yields outcomes until the last, or until Ctrl-C.

        After a Ctrl-C, which workers may have received too, an exception is not an error.
        """
        while not self.received():
            try:
                outcome = next(outcomes, None)
            except Exception:
                if not self.received():
                    raise
                return
            if outcome is None:
                return
            yield outcome

    def __enter__(self) -> Self:
        for number, default in ((SIGINT, signal.default_int_handler), (SIGTERM, signal.SIG_DFL)):
            if signal.getsignal(number) is default:
                with suppress(ValueError):  # only the main thread can
                    self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._received:
            raise KeyboardInterrupt
        self._received = True
        with suppress(OSError, RuntimeError):  # of a line that is just being written
            self._told()
