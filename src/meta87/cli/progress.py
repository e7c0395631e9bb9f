"""How far a long run is: a bar on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from meta87.cli.language import current
from meta87.cli.options import note
from meta87.messages import text

if TYPE_CHECKING:
    from meta87.archive.work import Outcome

EVERY = 60.0  # seconds between two lines


class Progress:
    """Tells of the files done, their rate and the time left; of one file alone, nothing.

    Args:
        total: files.
        now: the clock, in seconds.
    """

    def __init__(self, total: int, now: Any = time.monotonic) -> None:
        self.total, self.done, self.passages = total, 0, 0
        self._now = now
        self._began = self._told = now()
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
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=self.done, rate=self._rate())
        elif self._now() - self._told >= EVERY:
            self._told = self._now()
            note("ui.batch.progress", done=self.done, total=self.total, **self._pace())

    def _pace(self) -> dict[str, str]:
        taken = self._now() - self._began
        left = taken / self.done * (self.total - self.done)
        return {"rate": self._rate(), "left": _clock(left)}

    def _rate(self) -> str:
        taken = max(self._now() - self._began, 1e-9)
        rate, passages = self.done / taken * 60, self.passages / taken
        return text("ui.batch.rate", current(), files=f"{rate:.0f}", passages=f"{passages:.0f}")


def _clock(seconds: float) -> str:
    """Returns a duration as hours, minutes and seconds.

    >>> _clock(3725)
    '1:02:05'
    """
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _bar(total: int) -> Any:
    from rich.console import Console  # noqa: PLC0415  heavy
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn(text("ui.batch.left-time", current())),
        TimeRemainingColumn(),
    )
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=total, rate="")
    return bar
