"""Tables that ask in one column and are answered in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from meta87.form.matching import FormMatch
from meta87.reading.document import Block

MIN_BESIDE = 3  # questions of a table that are answered beside them
MAX_SUBTITLE = 25  # words of a row that is one cell, between the answers
MAX_HEADING = 6  # words of the heading of a column

Table = Sequence[Mapping[int, Sequence[int]]]
"""The blocks of a table: of each row, by column."""


def tables_of(blocks: Sequence[Block]) -> list[Table]:
    """Returns the tables of a document, in order."""
    tables: dict[int, dict[int, dict[int, list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for index, block in enumerate(blocks):
        if block.cell is not None and block.text:
            tables[block.cell.table][block.cell.row][block.cell.column].append(index)
    return [[*rows.values()] for rows in tables.values()]


def between_answers(blocks: Sequence[Block], asked: Mapping[int, FormMatch]) -> set[int]:
    """Returns the blocks in the column of the questions that stand between answers beside them.

    They are subtitles, notes and the headings of columns. A row of one cell below a question that
    nothing answers beside it is its answer.
    """
    questions = {n for each in asked.values() for n in range(each.first_block, each.last_block + 1)}
    return {index for table in tables_of(blocks) for index in _between(table, questions, blocks)}


def _between(table: Table, questions: Set[int], blocks: Sequence[Block]) -> set[int]:
    rows = dict(enumerate(table))
    asked = {
        row: [n for n, cell in cells.items() if not questions.isdisjoint(cell)]
        for row, cells in rows.items()
    }
    asking = [row for row in rows if asked[row]]
    column = min((asked[row][0] for row in asking), default=0)
    beside = [row for row in asking if max(rows[row]) > column]
    if len(beside) < max(MIN_BESIDE, len(asking) / 2):
        return set()
    found: set[int] = set()
    is_answered = True
    for row, columns in rows.items():
        cells = [index for _, cell in sorted(columns.items()) for index in cell]
        if row in asking:
            first = next(n for n, index in enumerate(cells) if index in questions)
            found |= {*cells[:first]}
            is_answered = row in beside
        elif len(columns) == 1 and min(columns) <= column:
            words = sum(len(blocks[index].text.split()) for index in cells)
            found |= {*cells} if is_answered and words <= MAX_SUBTITLE else set()
        elif row < min(asking) and all(
            len(blocks[index].text.split()) <= MAX_HEADING for index in cells
        ):
            found |= {*cells}
    return found


def nested(blocks: Sequence[Block]) -> set[int]:
    """Returns the blocks of tables inside a cell, beside others, of another table."""
    found: set[int] = set()
    reach = -1  # last block of the tables of several columns that begin before
    for table in tables_of(blocks):
        cells = [index for row in table for cell in row.values() for index in cell]
        if max(cells) < reach:
            found |= {*cells}
        if len({column for row in table for column in row}) > 1:
            reach = max(reach, *cells)
    return found
