"""Tables of a PDF whose cells have borders: the text in the cells of its grids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from meta87.reading.line_joining import starts_lower
from meta87.reading.pdf_lines import Glyph, Line
from meta87.reading.pdf_rules import Grid, Point

_SAME_PLACE = 6.0  # points: columns of a table on two pages
_GAP = 0.3  # of the height of a line, between its words

Row = dict[int, list[Line]]


@dataclass(slots=True)
class Table:
    """A table: its rows, each the lines of its cells by column, and how many lines it took."""

    rows: list[Row] = field(default_factory=list)
    length: int = 0


def in_cells(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """Returns the lines of a page, cut at the borders of cells; those of a grid stand together."""
    parts = [part for line in lines for part in _cut(line, grids)]
    own: dict[Grid, list[Line]] = defaultdict(list)
    for part in parts:
        if part.cell:
            own[part.cell.grid].append(part)
    ordered: list[Line] = []
    for part in parts:
        if part.cell is None:
            ordered.append(part)
        else:
            table = own.pop(part.cell.grid, [])
            ordered += sorted(table, key=lambda line: line.cell[1:] if line.cell else ())
    return ordered


def _cut(line: Line, grids: Sequence[Grid]) -> Iterator[Line]:
    """Yields the parts of a line that are in different cells; words are not cut."""
    for grid in grids:
        if line.top < grid.bottoms[0] or line.bottom > grid.bottoms[-1]:
            continue
        words = [(grid.cell(_middle(line, word)), word) for word in _words(line)]
        if not any(cell for cell, _ in words):
            continue
        for cell, group in groupby(words, key=itemgetter(0)):
            run = [n for _, word in group for n in word]
            prefix = line.prefix if run[0] == words[0][1][0] else ""
            yield line.part(run[0], run[-1] + 1, prefix=prefix, cell=cell)
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
    _, lefts, bottoms, rights, tops = zip(*(line.glyphs[index] for index in word), strict=True)
    return (min(lefts) + max(rights)) / 2, (min(bottoms) + max(tops)) / 2


def grid_table(lines: Sequence[Line], start: int) -> Table | None:
    """Returns the table with borders that begins with ``lines[start]``, if one does.

    It may continue on the next pages, where its columns are in the same places.
    """
    first = lines[start].cell
    if first is None:
        return None
    table = Table()
    following = map(lines.__getitem__, range(start, len(lines)))
    for grid, group in groupby(following, lambda line: line.cell and line.cell.grid):
        if grid is None or not _are_near(grid.lefts, first.grid.lefts):
            break
        rows: list[Row] = [{} for _ in grid.bottoms[1:]]
        for line in group:
            if line.cell:
                rows[line.cell.row].setdefault(line.cell.column, []).append(line)
                table.length += 1
        _extend(table, rows)
    return table


def _are_near(lefts: Sequence[float], others: Sequence[float]) -> bool:
    near = (abs(one - other) <= _SAME_PLACE for one, other in zip(lefts, others, strict=False))
    return len(lefts) == len(others) and all(near)


def _extend(table: Table, rows: list[Row]) -> None:
    """Adds the rows of the next page, without a header that is repeated, joining a cut row."""
    goes_on = bool(table.rows and rows)
    if goes_on and _texts(rows[0]) == _texts(table.rows[0]):
        del rows[0]
    elif goes_on and rows[0] and all(starts_lower(cell[0].text) for cell in rows[0].values()):
        for column, lines in rows.pop(0).items():
            table.rows[-1].setdefault(column, []).extend(lines)
    table.rows += rows


def _texts(row: Row) -> dict[int, list[str]]:
    return {column: [line.text for line in lines] for column, lines in row.items()}
