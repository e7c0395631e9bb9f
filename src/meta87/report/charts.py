"""Bar charts as values: tables whose rows end with a bar, which ``bars.html.j2`` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a bar."""

    count: int  # what its length shows
    cls: str  # the CSS class that colours it
    name: str = ""  # what it counts, shown when it is pointed at; "" for a bar of one segment


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its figures as written, and the segments of its bar."""

    name: str
    figures: Sequence[str]
    parts: Sequence[Part]

    @property
    def length(self) -> int:
        """The sum of the counts of its segments."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line: its name, its place, its value and the ends of its interval, 0 to 1."""

    name: str
    place: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of bars, scaled to the longest."""

    title: str
    columns: Sequence[str]  # headings of the names and of the figures
    rows: Sequence[Bar]
    note: str = ""  # a sentence below the heading
    is_of_shares: bool = False  # whether every bar is as long as the others, and shows shares
    points: Sequence[Point] = ()  # of a line that is shown above the table

    def scale(self, row: Bar) -> int:
        """Returns what the whole width of a row's bar stands for, at least 1."""
        return (row.length if self.is_of_shares else max(each.length for each in self.rows)) or 1
