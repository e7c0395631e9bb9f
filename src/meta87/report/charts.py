"""Bar charts as values: tables whose rows end with a bar, which ``bars.html.j2`` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
class Chart:
    """A table of bars, scaled to the longest.

    Attributes:
        title: its heading.
        columns: headings of the names and of the figures.
        rows: its rows.
        note: a sentence below the heading, or "".
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Bar]
    note: str = ""

    @property
    def longest(self) -> int:
        """The length of the longest bar, at least 1."""
        return max((row.length for row in self.rows), default=0) or 1
