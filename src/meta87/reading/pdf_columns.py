"""Pages of two columns that a program drew across, line by line, put in the order to read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from meta87.reading.pdf_lines import Line

_LEAST_LINES = 5  # of a column
_CROSSING = 0.2  # of the lines of a page with two columns
_CENTRE = (0.35, 0.65)  # of the page's width, where the gutter between columns is looked for
_STEPS = 20
_SINGLE = 0.6  # of the stays in a column, those of one line, where a page is drawn across
_FULL = 0.6  # of the lines of a column, those that reach its edge, where it is running text


def gutter(page: Sequence[Line]) -> float | None:
    """Returns the position of the emptiest strip between two columns, or None without columns."""
    width = page[0].width if page else 0
    found: dict[float, int] = {}
    for step in range(_STEPS + 1):
        x = width * (_CENTRE[0] + (_CENTRE[1] - _CENTRE[0]) * step / _STEPS)
        left, right = (sum(column(line, x) == side for line in page) for side in (1, 2))
        crossing = len(page) - left - right
        if min(left, right) >= _LEAST_LINES and crossing <= _CROSSING * len(page):
            found[x] = crossing
    return min(found, key=found.__getitem__, default=None)


def column(line: Line, x: float | None) -> int:
    """Returns the column of a line: 1 left of a gutter, 2 right of it, otherwise 0."""
    if x is None or line.left < x < line.right:
        return 0
    return 1 if line.right <= x else 2


def in_order(page: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page column by column, if running text was drawn across columns."""
    lefts = Counter(round(part.left) for line in page for part in line.fragments()[1:])
    columns = [left for left, count in lefts.items() if count >= _LEAST_LINES]
    parts = [part for line in page for part in line.fragments(columns)]
    x = gutter(parts)
    if x is None or not _is_across(parts, x) or not all(_runs(parts, x, side) for side in (1, 2)):
        return list(page)
    return list(_by_column(parts, x))


def _is_across(parts: Sequence[Line], x: float) -> bool:
    """Returns whether the lines change from column to column, line by line."""
    stays = [len(list(run)) for side, run in groupby(parts, lambda part: column(part, x)) if side]
    return len(stays) >= 2 * _LEAST_LINES and stays.count(1) > _SINGLE * len(stays)


def _runs(parts: Sequence[Line], x: float, side: int) -> bool:
    """Returns whether lines are running text, not table cells: no room for the next word."""
    lines = [part for part in parts if column(part, x) == side]
    edge = max(line.right for line in lines)
    full = sum(line.right + after.first_word > edge for line, after in pairwise(lines))
    return full >= _FULL * (len(lines) - 1)


def _by_column(parts: Sequence[Line], x: float) -> Iterator[Line]:
    """Yields the lines, column by column between lines that are across the page."""
    for across, run in groupby(parts, lambda part: column(part, x) == 0):
        lines = list(run)
        yield from lines if across else sorted(lines, key=lambda line: column(line, x))
