"""Columns of a table that tell of its answers, such as who gave them, and answer nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from meta87.form.matching import MAX_LENGTH, Form
from meta87.form.options import MARK
from meta87.form.question_columns import MAX_HEADING, MIN_BESIDE, Table, tables_of
from meta87.reading.document import Block

MIN_ASKED = 76.0  # similarity of what asks in a column to a question


def side_columns(blocks: Sequence[Block], form: Form) -> set[int]:
    """Returns the cells beside answers, in columns whose headings and cells are of a few words.

    They say who answered, or where that stands: "Responsable", "Fuente".
    """
    return {index for table in tables_of(blocks) for index in _beside(table, blocks, form)}


def _beside(table: Table, blocks: Sequence[Block], form: Form) -> set[int]:
    asked: dict[int, set[int]] = defaultdict(set)  # places of questions, by column
    words, told = Counter[int](), set[int]()  # words of columns, and those that tell more
    cells = [(column, n) for row in table for column, cell in row.items() for n in cell]
    for column, index in cells:
        text, length = blocks[index].text, len(blocks[index].text.split())
        scores = form.similarity.rate(text[:MAX_LENGTH])
        asked[column] |= {scores.index(max(scores))} if max(scores) >= MIN_ASKED else set()
        words[column] += length
        if length > MAX_HEADING or form.is_option(blocks[index]) or MARK.fullmatch(text):
            told.add(column)
    asking = max(asked, key=lambda column: len(asked[column]))
    answers = max(words, key=lambda column: (column > asking, words[column]))
    if len(asked[asking]) < MIN_BESIDE or not {asking, answers} <= table[0].keys():
        return set()
    return {n for column, n in cells if column > answers and column in table[0].keys() - told}
