"""The progress of a long run: a bar on a terminal, a line per minute elsewhere; of a training."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from meta87.cli.language import current
from meta87.cli.output import print_message
from meta87.messages import text

if TYPE_CHECKING:
    from meta87.archive.work import Outcome

EVERY = 60.0  # seconds between two lines
_EVERY_OF_STEP = 10.0


class Progress:
    """Context manager that shows how many of several files are done, their rate, the time left."""

    def __init__(self, total: int, now: Callable[[], float] = time.monotonic) -> None:
        self.total, self.done, self.passages = total, 0, 0
        self._now = now
        self._began = self._printed = now()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self.total > 1 and sys.stderr.isatty():
            self._bar = _bar(self.total)
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, outcome: Outcome) -> None:
        """Counts a finished file."""
        self.done += 1
        self.passages += outcome.rows
        now = self._now()
        taken = max(now - self._began, 1e-9)
        files, passages = self.done / taken * 60, self.passages / taken
        rate = text("ui.batch.rate", current(), files=f"{files:.0f}", passages=f"{passages:.0f}")
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=self.done, rate=rate)
        elif now - self._printed >= EVERY:
            self._printed = now
            done = _done(taken, self.done, self.total)
            print_message("ui.batch.progress", rate=rate, **done)


class Steps:
    """Prints each step of a training as it begins, and how much of it is left."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._began = self._printed = now()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Takes the name of a step, how much of it is done and of how much."""
        now = self._now()
        if not done:
            self._began = self._printed = now
            print_message(f"ui.training.{step}", count=total)
        elif now - self._printed >= _EVERY_OF_STEP:
            self._printed = now
            print_message("ui.training.progress", **_done(now - self._began, done, total))


def _done(taken: float, done: int, total: int) -> dict[str, object]:
    """Returns how much is done, and the time left, given the seconds taken so far."""
    left = timedelta(seconds=round(taken / done * (total - done)))
    return {"done": done, "total": total, "left": left}


def _bar(total: int) -> Any:
    from rich import progress as rich
    from rich.console import Console

    rate, left = "{task.fields[rate]}", text("ui.batch.left-time", current())
    columns = rich.BarColumn(), rich.MofNCompleteColumn(), rate, left, rich.TimeRemainingColumn()
    bar = rich.Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=total, rate="")
    return bar
