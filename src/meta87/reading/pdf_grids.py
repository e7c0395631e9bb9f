"""Tables of a PDF whose cells have borders: the grids of its lines, and the text in their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from meta87.reading.line_joining import starts_lower
from meta87.reading.pdf_lines import Glyph, Line
from meta87.reading.pdf_rules import GridCell, Point, Rule, places_of
from meta87.reading.pdf_tables import Row, Table, row_texts

_TOUCH = 3.0  # points between two lines that meet
_MAX_PAIRS = 40_000  # of lines that are compared; a page with more has no tables
_MAX_CELLS = 10_000
_LEAST_COLUMNS = 2
_GAP = 0.3  # of the height of a line, between its words

Place = tuple[tuple[float, ...], tuple[float, ...]]
"""The left edges and the upper edges of the cells of a table on its page."""


@dataclass(frozen=True)
class Grid:
    """A table with borders on a page.

    Attributes:
        lefts: left edges of its columns, and its right edge.
        bottoms: its lower edge, and the upper edges of its rows, from the last.
        level: borders from left to right.
        upright: borders from top to bottom.
        first: of rows and columns, the cells that they belong to, as they are asked for.
    """

    lefts: tuple[float, ...]
    bottoms: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    first: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def cell(self, point: Point) -> GridCell | None:
        """Returns the cell that a point is in, if it is in one; the first of those merged."""
        x, y = point
        column = bisect_right(self.lefts, x) - 1
        up = bisect_right(self.bottoms, y) - 1
        if not (0 <= column < len(self.lefts) - 1 and 0 <= up < len(self.bottoms) - 1):
            return None
        place = len(self.bottoms) - 2 - up, column
        if place not in self.first:
            self.first[place] = GridCell(self.lefts, self.bottoms, *self._first(*place))
        return self.first[place]

    def _first(self, row: int, column: int) -> tuple[int, int]:
        """Returns the first row and column of the cells that are merged with one."""
        while column and not _has(self.upright, self.lefts[column], self._height(row)):
            column -= 1
        across = (self.lefts[column] + self.lefts[column + 1]) / 2
        while row and not _has(self.level, self.bottoms[-1 - row], across):
            row -= 1
        return row, column

    def _height(self, row: int) -> float:
        top = len(self.bottoms) - 1 - row
        return (self.bottoms[top] + self.bottoms[top - 1]) / 2


def _has(rules: Sequence[Rule], at: float, along: float) -> bool:
    """Whether there is a line at a place across, over a place along."""
    return any(abs(rule.at - at) <= _TOUCH and rule.start <= along <= rule.end for rule in rules)


def grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Returns the grids of two columns or more that the lines of a page make up."""
    if len(level) * len(upright) > _MAX_PAIRS:
        return []
    found = (_grid(*group) for group in _connected(level, upright))
    return [grid for grid in found if grid is not None]


def _connected(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Returns the groups of lines that meet, directly or through others."""
    left, groups = list(upright), list[tuple[list[Rule], list[Rule]]]()
    for flat in level:
        flats, uprights = [flat], [each for each in left if _meet(flat, each)]
        left = [each for each in left if not _meet(flat, each)]
        apart = []
        for group in groups:
            if any(_meet(flat, each) for each in group[1]):
                flats += group[0]
                uprights += group[1]
            else:
                apart.append(group)
        groups = [*apart, (flats, uprights)]
    return groups


def _meet(flat: Rule, upright: Rule) -> bool:
    across = flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
    return across and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    lefts, bottoms = (tuple(places_of(rules)) for rules in (upright, level))
    if len(lefts) <= _LEAST_COLUMNS or len(bottoms) < _LEAST_COLUMNS:
        return None
    if len(lefts) * len(bottoms) > _MAX_CELLS:
        return None
    return Grid(lefts, bottoms, tuple(level), tuple(upright))


def in_cells(lines: Sequence[Line], found: Sequence[Grid]) -> list[Line]:
    """Returns the lines of a page, cut at the borders of cells; those of a grid stand together."""
    parts = [part for line in lines for part in _cut(line, found)] if found else list(lines)
    own: dict[Place, list[tuple[GridCell, Line]]] = defaultdict(list)
    for part in parts:
        if part.cell:
            own[_place(part.cell)].append((part.cell, part))
    ordered: list[Line] = []
    for part in parts:
        if part.cell is None:
            ordered.append(part)
        else:
            table = own.pop(_place(part.cell), [])
            ordered += [line for _, line in sorted(table, key=lambda pair: pair[0][2:])]
    return ordered


def _place(cell: GridCell) -> Place:
    return cell.lefts, cell.bottoms


def _cut(line: Line, found: Sequence[Grid]) -> Iterator[Line]:
    """Yields the parts of a line that are in different cells; words are not cut."""
    for grid in found:
        if line.top < grid.bottoms[0] or line.bottom > grid.bottoms[-1]:
            continue
        words = [(grid.cell(_middle(line, word)), word) for word in _words(line)]
        if not any(cell for cell, _ in words):
            continue
        first = words[0][1][0]
        for cell, group in groupby(words, key=itemgetter(0)):
            run = [n for _, word in group for n in word]
            prefix = line.prefix if run[0] == first else ""
            glyphs = line.glyphs[run[0] : run[-1] + 1]
            yield replace(line, start=line.start + run[0], glyphs=glyphs, prefix=prefix, cell=cell)
        return
    yield line


def _words(line: Line) -> list[list[int]]:
    """Returns the characters of each word of a line, which a gap ends as a space does."""
    words: list[list[int]] = []
    last: Glyph | None = None
    for index, glyph in enumerate(line.glyphs):
        if glyph.character.isspace():
            last = None
            continue
        if last is None or glyph.left - last.right > _GAP * line.height:
            words.append([])
        words[-1].append(index)
        last = glyph
    return words


def _middle(line: Line, word: Sequence[int]) -> Point:
    glyphs = [line.glyphs[index] for index in word]
    lefts, rights = (glyph.left for glyph in glyphs), (glyph.right for glyph in glyphs)
    bottoms, tops = (glyph.bottom for glyph in glyphs), (glyph.top for glyph in glyphs)
    return (min(lefts) + max(rights)) / 2, (min(bottoms) + max(tops)) / 2


def grid_table(lines: Sequence[Line], start: int) -> Table | None:
    """Returns the table with borders that begins with ``lines[start]``, if one does.

    It may continue on the next pages, where its columns are in the same places.
    """
    cell = lines[start].cell
    if cell is None:
        return None
    table = Table(list(cell.lefts))
    for place, group in groupby(_from(lines, start), key=_page_and_place):
        lefts = place[1][0] if place else ()
        if not _are_near(lefts, cell.lefts):
            break
        part = list(group)
        _extend(table, _rows(part))
        table.length += len(part)
    return table


def _from(lines: Sequence[Line], start: int) -> Iterator[Line]:
    return map(lines.__getitem__, range(start, len(lines)))


def _page_and_place(line: Line) -> tuple[int, Place] | None:
    return (line.page, _place(line.cell)) if line.cell else None


def _are_near(lefts: Sequence[float], others: Sequence[float]) -> bool:
    near = (abs(one - other) <= 2 * _TOUCH for one, other in zip(lefts, others, strict=False))
    return len(lefts) == len(others) and all(near)


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Returns the rows of the part of a table that is on one page."""
    count = len(lines[0].cell.bottoms) - 1 if lines[0].cell else 0
    rows: list[Row] = [{} for _ in range(count)]
    for line in lines:
        if line.cell:
            rows[line.cell.row].setdefault(line.cell.column, []).append(line)
    return rows


def _goes_on(cell: Sequence[Line]) -> bool:
    return starts_lower(cell[0].text)


def _extend(table: Table, rows: list[Row]) -> None:
    """Adds the rows of the next page, without a header that is repeated, joining a cut row."""
    if table.rows and rows and row_texts(rows[0]) == row_texts(table.rows[0]):
        del rows[0]
    elif table.rows and rows and rows[0] and all(map(_goes_on, rows[0].values())):
        for column, lines in rows.pop(0).items():
            table.rows[-1].setdefault(column, []).extend(lines)
    table.rows += rows
