"""Bar charts as values: tables whose rows end with a bar, which ``bars.html.j2`` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a bar.

    Attributes:
        count: what its length shows.
        cls: the CSS class that colours it.
        name: what it counts, shown when it is pointed at; "" for a bar of one segment.
    """

    count: int
    cls: str
    name: str = ""


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
    """A table of bars, scaled to the longest.

    Attributes:
        title: its heading.
        columns: headings of the names and of the figures.
        rows: its rows.
        note: a sentence below the heading, or "".
        is_of_shares: whether every bar is as long as the others, and shows shares.
        points: the points of a line that is shown above the table.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Bar]
    note: str = ""
    is_of_shares: bool = False
    points: Sequence[Point] = field(default_factory=list)

    def scale(self, row: Bar) -> int:
        """Returns what the whole width of a row's bar stands for, at least 1."""
        return (row.length if self.is_of_shares else self.longest) or 1

    @property
    def longest(self) -> int:
        """The length of the longest bar, at least 1."""
        return max((row.length for row in self.rows), default=0) or 1
