"""Bars as inline SVG: no script, no outside file, and their figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_LABEL, _BAR, _VALUE = 290, 360, 90  # widths
_STEP, _THICK = 26, 18
_INK = 'fill="currentColor"'
Part = tuple[str, int, str]  # what it is, how many, its colour


def bars(rows: Sequence[tuple[str, Sequence[Part], str]], title: str) -> str:
    """Give one bar a row, made of parts side by side; the longest fills the width.

    Args:
        rows: name, parts, and what is written at the bar's end.
        title: what the drawing shows, for those who do not see it.
    """
    most = max((sum(count for _, count, _ in parts) for _, parts, _ in rows), default=0) or 1
    width, height = _LABEL + _BAR + _VALUE, _STEP * len(rows)
    drawn = "".join(_row(row, number, _BAR / most) for number, row in enumerate(rows))
    return (
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{escape(title)}</title>{drawn}</svg>"
    )


def _row(row: tuple[str, Sequence[Part], str], number: int, scale: float) -> str:
    name, parts, value = row
    top = number * _STEP
    middle = top + _STEP / 2 + 4
    drawn = [
        f'<text x="{_LABEL - 8}" y="{middle:g}" text-anchor="end" {_INK}>{escape(name)}</text>'
    ]
    x = float(_LABEL)
    for what, count, colour in parts:
        drawn.append(
            f'<rect x="{x:.1f}" y="{top + (_STEP - _THICK) / 2:g}" width="{count * scale:.1f}" '
            f'height="{_THICK}" fill="{colour}"><title>{escape(what)}: {count}</title></rect>'
        )
        x += count * scale
    drawn.append(f'<text x="{x + 8:.1f}" y="{middle:g}" {_INK}>{escape(value)}</text>')
    return "".join(drawn)
