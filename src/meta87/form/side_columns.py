"""Columns of a table that say who answered, and answer nothing: "Responsable"."""

from __future__ import annotations

from collections.abc import Sequence

from meta87.form.matching import MAX_LENGTH, Form
from meta87.form.patterns import pattern
from meta87.form.question_columns import MIN_BESIDE, Table, tables_of
from meta87.reading.document import Block

MIN_ASKED = 76.0  # similarity of what asks in a column to a question
RESPONSIBLE = pattern("columns", "responsible")


def side_columns(blocks: Sequence[Block], form: Form) -> set[int]:
    """Returns the cells of such columns, with their headings, in tables that ask questions."""
    return {index for table in tables_of(blocks) for index in _beside(table, blocks, form)}


def _beside(table: Table, blocks: Sequence[Block], form: Form) -> set[int]:
    named = {
        column
        for column, cell in table[0].items()
        if RESPONSIBLE.fullmatch(" ".join(blocks[index].text for index in cell))
    }
    cells = [(column, index) for row in table for column, cell in row.items() for index in cell]
    texts = (blocks[index].text[:MAX_LENGTH] for column, index in cells if column not in named)
    if (
        not named
        or sum(max(form.similarity.rate(each)) >= MIN_ASKED for each in texts) < MIN_BESIDE
    ):
        return set()
    return {index for column, index in cells if column in named}
