"""The tables of an answer: their header rows, each row with its cells and column headings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from meta87.form.folding import fold
from meta87.reading.document import Block, BlockKind, Piece
from meta87.reading.postprocess import take_marker

CELL_BREAK = " | "
"""Separates the cells of a table row in the text of its passage."""

Place = tuple[int, int]
"""A table and a row of it."""

Rows = dict[int, dict[int, str]]
"""The texts of the cells of a table in an answer, by row and column."""

MAX_HEADING = 12  # words of a column heading
PLANNED = re.compile(
    r"\b(?:metas?|previst|esperad|planific|planead|programad|proyectad|proxim|futur|por realizar)"
)
TOTAL = re.compile(
    r"total(?:es)?(?: (?:general|nacional|global|anual))?|suma(?: total)?|gran total"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DIGIT = re.compile(r"\d")
# What stands in a cell for nothing: its letters.
NOTHING = frozenset(("", "sd", "sn", "na", "nd", "nc", "sindato", "sindatos", "pendiente"))
NO_LETTER = re.compile(r"\W+")
_MONEY = (
    "presupuest|monto|gasto|inversi|asignaci|recursos|importe|cost[oe]|devengad|millon|pesos"
    "|d[oó]lar|euros|quetzal|lempira|c[oó]rdoba|col[oó]n|balboa|sol(?:es)?\\b|bolivian|guaran[ií]"
    "|bol[ií]var"
)
SUMS = re.compile(rf"\b(?:{_MONEY})|[$€₡]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowCell:
    """The characters of a cell in the text of its row."""

    start: int  # first character
    end: int  # character after the last
    column: int  # of the table, from 0
    heading: str = ""  # text of the header row above it, or ""


@dataclass(frozen=True, slots=True)
class TableRow(Block):
    """A row of a table as one block, its cells separated by `CELL_BREAK`."""

    # Those that have text, in order; the first is the label of the row.
    cells: tuple[RowCell, ...] = ()
    is_header: bool = False  # whether they are the headings of the columns

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above its cells."""
        return tuple(cell.heading for cell in self.cells if cell.heading)

    @property
    def label(self) -> str:
        """The text of its first cell."""
        return self.text[: self.cells[0].end] if self.cells else ""

    @property
    def is_total(self) -> bool:
        """Whether it adds up the rows above it, by its label."""
        return TOTAL.fullmatch(fold(self.label).text) is not None


def is_planned(heading: str) -> bool:
    """Returns whether the heading of a column is about what is planned: "Meta", "Previstas"."""
    return PLANNED.search(fold(heading).text) is not None


def row_of(block: Block) -> Place | None:
    """Returns the table and the row of a block, or None for one that is not a cell."""
    if block.cell is None or block.kind is not BlockKind.TABLE_CELL:
        return None
    return block.cell.table, block.cell.row


def rows_without_acts(blocks: Iterable[Block]) -> set[Place]:
    """Returns the rows of the tables of an answer that report no action.

    They are the header row, and every row where by their headings all columns but the first are
    amounts of money: it states the purpose of the money, and not what was done.
    """
    return {(table, row) for table, rows in _tables(blocks).items() for row in _without_acts(rows)}


def rows_joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yields the blocks with the cells of each table row made one `TableRow`.

    A row with one cell is not treated as a row, but as paragraphs and list items in a frame.
    """
    blocks = list(blocks)
    tables = _tables(blocks)
    headers = {number: _header(rows) for number, rows in tables.items()}
    for place, group in groupby(blocks, key=row_of):
        cells = list(group)
        if place is None:
            yield from cells
        elif len({block.cell for block in cells}) == 1:
            yield from map(_framed, cells)
        else:
            table, row = place
            header = headers[table]
            is_header = row == header
            headings = {} if header is None or is_header else tables[table][header]
            yield _joined(cells, headings, is_header=is_header)


def _tables(blocks: Iterable[Block]) -> dict[int, Rows]:
    tables: dict[int, Rows] = defaultdict(lambda: defaultdict(dict))
    for block in blocks:
        if block.cell is not None and row_of(block):
            row = tables[block.cell.table][block.cell.row]
            before = row.get(block.cell.column)
            row[block.cell.column] = f"{before} {block.text}" if before else block.text
    return tables


def _header(rows: Rows) -> int | None:
    """Returns the row of the headings of the columns; rows of one cell before it are titles."""
    first = next((row for row in sorted(rows) if len(rows[row]) > 1), None)
    if first is None or first == max(rows):
        return None
    return first if all(map(_is_heading, rows[first].values())) else None


def _without_acts(rows: Rows) -> Iterable[int]:
    header = _header(rows)
    if header is None:
        return ()
    columns = list(rows[header].values())[1:]  # of money by their headings, one by a year
    money = any(map(SUMS.search, columns)) and all(
        SUMS.search(c) or YEAR.fullmatch(c.strip()) for c in columns
    )
    return rows if money else (header,)


def _framed(block: Block) -> Block:
    """Returns a paragraph of a frame as a paragraph or a list item."""
    kind = BlockKind.LIST_ITEM if block.item else BlockKind.PARAGRAPH
    return take_marker(replace(block, kind=kind))


def _joined(blocks: Sequence[Block], headings: Mapping[int, str], *, is_header: bool) -> TableRow:
    """Returns a row; the paragraphs of a cell are joined by a space."""
    text, pieces, cells = "", list[Piece](), list[RowCell]()
    for cell, group in groupby(blocks, key=lambda block: block.cell):
        text += CELL_BREAK if text else ""
        start = len(text)
        for block in group:
            text += " " if len(text) > start else ""
            pieces += [piece.moved(len(text)) for piece in block.pieces]
            text += block.text
        column = cell.column if cell else 0
        cells.append(RowCell(start, len(text), column, headings.get(column, "")))
    first = blocks[0]
    return TableRow(
        first.kind,
        text,
        tuple(pieces),
        cell=first.cell,
        author=first.author,
        cells=tuple(cells),
        is_header=is_header,
    )


def _is_heading(cell: str) -> bool:
    """Returns whether a cell is a column heading: few words, and no number but a year."""
    if len(cell.split()) > MAX_HEADING or NO_LETTER.sub("", cell.lower()) in NOTHING:
        return False
    return not DIGIT.search(YEAR.sub("", cell))
