"""Tables in a PDF, identified by text that is side by side in the same columns.

A PDF has no tables, only text in places. Programs draw a table cell by cell, row by row: what
comes next is right of the last text (next cell), below it in the same column (next line of the
cell), or back at the left (next row). Lines drawn across the columns are cut at wide gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from meta87.reading.line_joining import starts_lower
from meta87.reading.patterns import MARKER
from meta87.reading.pdf_lines import Line
from meta87.reading.postprocess import starts_box

_TOLERANCE = 4.0  # points
_TOUCHING = 0.25  # points: lines of one cell
_MIN_ROWS = 2
_MAX_CELL_LINES = 15  # more in most rows: columns of running text, not a table
_MAX_LINES_OF_ONE_CELL = 60  # a page
_TRIED_ROWS = 8  # after which columns of running text are no longer followed

Row = dict[int, list[Line]]


@dataclass(slots=True)
class Table:
    """A table: its rows, each the lines of its cells by column, and how many lines it took."""

    columns: list[float]
    rows: list[Row] = field(default_factory=list)
    length: int = 0


def find_table(lines: Sequence[Line], start: int) -> Table | None:
    """Returns the table that begins with ``lines[start]``, if one does."""
    columns = _first_columns(lines, start)
    if columns is None:
        return None
    table = Table(columns)
    column = -1
    for line in lines_from(lines, start):
        cells = _place(line, table.columns)
        if cells is None or _has_gap(cells, table.rows[-1:]):
            break
        if not table.rows or _begins_row(cells, table.rows[-1], column):
            table.rows.append({})
        for index, part in cells:
            table.rows[-1].setdefault(index, []).append(part)
            if len(table.rows[-1][index]) > _MAX_LINES_OF_ONE_CELL:
                return None
        if len(table.rows) == _TRIED_ROWS and not _has_short_cells(table):
            return None
        column = cells[-1][0]
        table.length += 1
    while table.rows and set(table.rows[-1]) == {0}:  # text after the table
        table.length -= len(table.rows.pop()[0])
    table.rows = [
        row for at, row in enumerate(table.rows) if not _is_repeated_header(table.rows, at)
    ]
    full = sum(len(row) > 1 for row in table.rows)
    return table if full >= _MIN_ROWS and _has_short_cells(table) else None


def lines_from(lines: Sequence[Line], start: int) -> Iterator[Line]:
    """Yields the lines from ``start`` on, without a copy of those that nobody looks at."""
    return map(lines.__getitem__, range(start, len(lines)))


def _first_columns(lines: Sequence[Line], start: int) -> list[float] | None:
    """Returns the left edges of the columns, if the lines from ``start`` are side by side."""
    lefts = [lines[start].left]
    for before, line in pairwise(lines_from(lines, start)):
        parts = _parts(before, [])
        if len(parts) > 1:
            return _widen([part.left for part in parts], lines, start)
        if before.page != line.page:
            return None
        if _is_beside(before, line):
            return _widen([*lefts, line.left], lines, start)
        if abs(line.left - lefts[0]) > _TOLERANCE or before.bottom - line.top > line.height / 2:
            return None
    return None


def _widen(columns: list[float], lines: Sequence[Line], start: int) -> list[float]:
    """Returns the columns with those found in the rest of the first two rows."""
    found = sorted(columns)
    for before, line in pairwise(lines[start : start + 60]):
        lefts = [part.left for part in _parts(line, [])]
        if len(lefts) == 1 and not (before.page == line.page and _is_beside(before, line)):
            if _column(line.left, found) is None:
                break
            continue
        found = sorted({*found, *(x for x in lefts if _column(x, found) is None)})
    return found


def _is_beside(before: Line, line: Line) -> bool:
    """Whether a line is right of the one before and not lower."""
    if starts_box(line.text):
        return False
    return line.left > before.right - 1 and line.top > before.top - line.height * 0.3


def _parts(line: Line, columns: list[float]) -> list[Line]:
    """Returns a line cut at its wide gaps, but not after a list marker or between boxes.

    A marker is cut off where the text after it is in a column: a cell may have a dash alone.
    """
    parts = line.fragments(columns)
    if starts_box(line.text):
        return [line]
    if parts and MARKER.fullmatch(parts[0].text + " "):
        in_column = len(parts) > 1 and _column(parts[1].left, columns[1:]) is not None
        return parts if in_column else [line]
    return parts


def _column(left: float, columns: list[float]) -> int | None:
    return next((i for i, x in enumerate(columns) if abs(left - x) <= _TOLERANCE), None)


def _place(line: Line, columns: list[float]) -> list[tuple[int, Line]] | None:
    """Returns the cells of a line, or None if it does not fit the columns."""
    cells = []
    for part in _parts(line, columns):
        index = _column(part.left, columns)
        if index is None or (index + 1 < len(columns) and part.right > columns[index + 1]):
            return None
        cells.append((index, part))
    return cells


def _has_gap(cells: list[tuple[int, Line]], last_row: list[Row]) -> bool:
    """Whether a single first cell is well below the row before: text after the table."""
    index, part = cells[0]
    above = [line for row in last_row for lines in row.values() for line in lines]
    floor = min((line.bottom for line in above if line.page == part.page), default=part.top)
    return len(cells) == 1 and index == 0 and floor - part.top > 2 * part.height


def _begins_row(cells: list[tuple[int, Line]], row: Row, column: int) -> bool:
    """Whether cells begin a row, after a row whose last cell is in ``column``.

    Cells that begin in lower case continue those above: a page break split their row.
    """
    index, first = cells[0]
    if all(starts_lower(part.text) for _, part in cells):
        return False
    if index == column:
        above = row[index][-1]
        touches = above.page == first.page and abs(above.bottom - first.top) < _TOUCHING
        return max(row) > index and not touches
    return index < column


def _is_repeated_header(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the first one, repeated where the table continues on a new page."""
    if at == 0 or row_texts(rows[at]) != row_texts(rows[0]):
        return False
    first, before = (next(iter(row.values()))[0] for row in (rows[at], rows[at - 1]))
    return first.page != before.page


def row_texts(row: Row) -> dict[int, list[str]]:
    """Returns the lines of the cells of a row by column."""
    return {column: [line.text for line in lines] for column, lines in row.items()}


def _has_short_cells(table: Table) -> bool:
    return median(max(map(len, row.values())) for row in table.rows) <= _MAX_CELL_LINES
