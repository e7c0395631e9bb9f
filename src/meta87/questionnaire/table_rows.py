"""Which rows of a table tell nothing that was done: its head, and rows of nothing but sums."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from meta87.reading.document import Block, BlockKind

Place = tuple[int, int]
"""A table and a row of it."""

LONG = 12  # words; a longer cell is no head of a column
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DIGIT = re.compile(r"\d")
SUMS = re.compile(
    r"\b(?:presupuest|monto|gasto|inversi|asignaci|recursos|importe|cost[oe]|devengad|millon|pesos|d[oó]lar"
    r"|euros|quetzal|lempira|c[oó]rdoba|col[oó]n|balboa|sol(?:es)?\b|bolivian|guaran[ií]|bol[ií]var)|[$€₡]",
    re.IGNORECASE,
)


def row_of(block: Block) -> Place | None:
    """Give the table and the row of a block, or None for one that is no cell."""
    if block.cell is None or block.kind is not BlockKind.TABLE_CELL:
        return None
    return block.cell.table, block.cell.row


def rows_without_acts(blocks: Iterable[Block]) -> set[Place]:
    """Give the rows of the tables of an answer that tell no act.

    They are the row that heads the columns, and every row where all columns but the first hold sums
    of money by their heads: it names what money is for, and not what was done.
    """
    tables: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        if place := row_of(block):
            tables[place[0]][place[1]].append(block.text)
    return {(table, row) for table, rows in tables.items() for row in _without_acts(rows)}


def _without_acts(rows: Mapping[int, list[str]]) -> Iterable[int]:
    first = min(rows)
    heads = rows[first]
    if len(rows) == 1 or len(heads) == 1 or not all(map(_is_head, heads)):
        return ()
    columns = heads[1:]
    money = any(map(SUMS.search, columns)) and all(map(_is_sum, columns))
    return rows if money else (first,)


def _is_head(cell: str) -> bool:
    """Say whether a cell names a column: in few words, and with no figure but a year."""
    return len(cell.split()) <= LONG and not DIGIT.search(YEAR.sub("", cell))


def _is_sum(head: str) -> bool:
    """Say whether a column holds sums of money by its head, which may be the year alone."""
    return bool(SUMS.search(head) or YEAR.fullmatch(head.strip()))
