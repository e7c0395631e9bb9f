"""Rows of a table that report no action: its header row, and budget-only rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from meta87.reading.document import Block, BlockKind

Place = tuple[int, int]
"""A table and a row of it."""

MAX_HEADING = 12  # words of a column heading
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DIGIT = re.compile(r"\d")
_MONEY = (
    "presupuest|monto|gasto|inversi|asignaci|recursos|importe|cost[oe]|devengad|millon|pesos"
    "|d[oó]lar|euros|quetzal|lempira|c[oó]rdoba|col[oó]n|balboa|sol(?:es)?\\b|bolivian|guaran[ií]"
    "|bol[ií]var"
)
SUMS = re.compile(rf"\b(?:{_MONEY})|[$€₡]", re.IGNORECASE)


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
    tables: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        if place := row_of(block):
            tables[place[0]][place[1]].append(block.text)
    return {(table, row) for table, rows in tables.items() for row in _without_acts(rows)}


def _without_acts(rows: Mapping[int, list[str]]) -> Iterable[int]:
    first = min(rows)
    heads = rows[first]
    if len(rows) == 1 or len(heads) == 1 or not all(map(_is_heading, heads)):
        return ()
    columns = heads[1:]
    money = any(map(SUMS.search, columns)) and all(map(_is_sum, columns))
    return rows if money else (first,)


def _is_heading(cell: str) -> bool:
    """Returns whether a cell is a column heading: few words, and no number but a year."""
    return len(cell.split()) <= MAX_HEADING and not DIGIT.search(YEAR.sub("", cell))


def _is_sum(head: str) -> bool:
    """Returns whether a column has amounts of money, by its heading, which may be just a year."""
    return bool(SUMS.search(head) or YEAR.fullmatch(head.strip()))
