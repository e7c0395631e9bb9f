"""Bars as inline SVG: no script, no outside file, and their figures in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meta87.report.html import Node, node

_LABEL, _BAR, _VALUE = 290, 340, 110  # widths
_STEP, _THICK, _GAP = 26, 18, 8
_BASELINE = 4  # how far below the middle of a bar the foot of its letters stands


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: what it counts, how many, and the class that colours it."""

    what: str
    count: int
    cls: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its parts side by side, and what is written at its end."""

    name: str
    parts: Sequence[Part]
    value: str

    @property
    def length(self) -> int:
        """The sum of the counts of its parts."""
        return sum(part.count for part in self.parts)


def bars(rows: Sequence[Bar], title: str, name: str) -> Node:
    """Returns one bar per row; the longest fills the width.

    Args:
        rows: the bars.
        title: text alternative of the drawing.
        name: name of the drawing, unique in its page.
    """
    scale = _BAR / (max((row.length for row in rows), default=0) or 1)
    drawn = [part for place, row in enumerate(rows) for part in _drawn(row, place, scale)]
    size = f"0 0 {_LABEL + _BAR + _VALUE} {_STEP * len(rows)}"
    heading = node("title", title, id=f"chart-{name}")
    return node("svg", heading, *drawn, role="img", viewBox=size,
                aria_labelledby=f"chart-{name}")  # fmt: skip


def _drawn(row: Bar, place: int, scale: float) -> Iterator[Node]:
    top, left = place * _STEP, float(_LABEL)
    foot = f"{top + _STEP / 2 + _BASELINE:g}"
    yield node("text", row.name, x=_LABEL - _GAP, y=foot, text_anchor="end")
    for part in row.parts:
        yield node(
            "rect", node("title", f"{part.what}: {part.count}"), x=f"{left:.1f}",
            y=f"{top + (_STEP - _THICK) / 2:g}", width=f"{part.count * scale:.1f}", height=_THICK,
            cls=f"bar {part.cls}",
        )  # fmt: skip
        left += part.count * scale
    yield node("text", row.value, x=f"{left + _GAP:.1f}", y=foot)
