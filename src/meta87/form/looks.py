"""How blocks look, as evidence of what they are: the questions of a document look alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from meta87.form.matching import printed_number
from meta87.reading.document import Block, BlockKind

FEW = 0.5  # added to the blocks of a look, so that one block alone says little

MAX_TITLE = 14  # words of a line that may be a title
MIN_CAPITALS = 5  # letters of a line in capitals
SENTENCE_MARK = re.compile(r"[.,;:?!…]\W*$")

Look = tuple[str, int, int, bool, str]
"""How a block looks: kind, level of a heading, column of a cell, whether it is numbered, shape."""


def look_of(block: Block) -> Look:
    """Returns how a block looks."""
    level = block.level if block.kind is BlockKind.HEADING else 0
    column = block.cell.column if block.cell else -1
    is_numbered = printed_number(block) is not None
    return block.kind.value, level, column, is_numbered, shape_of(block)


def shape_of(block: Block) -> str:
    """Returns ``capitals`` or ``title`` of a line that is so written, otherwise an empty string."""
    if block.cell is not None or len(block.text.split()) > MAX_TITLE:
        return ""
    if block.text.isupper() and sum(map(str.isalpha, block.text)) >= MIN_CAPITALS:
        return "capitals"
    is_plain = printed_number(block) is None and not SENTENCE_MARK.search(block.text)
    return "title" if is_plain else ""


def looks_of(blocks: Sequence[Block], asked: Set[int], options: Set[int]) -> dict[Look, float]:
    """Returns how often a block of a look asks a question, of the looks that questions have.

    Args:
        blocks: blocks of the document.
        asked: indices of those that ask a question.
        options: indices of those that name an option, which are not counted.
    """
    questions = Counter(look_of(blocks[index]) for index in asked)
    counted = (block for n, block in enumerate(blocks) if block.text and n not in options)
    every = Counter(map(look_of, counted))
    return {look: count / (every[look] + FEW) for look, count in questions.items()}
