"""How blocks look, as evidence of what they are: the questions of a document look alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from meta87.form.matching import printed_number
from meta87.reading.document import Block, BlockKind

FEW = 0.5  # added to the blocks of a look, so that one block alone says little

Look = tuple[str, int, int, bool]
"""How a block looks: kind, level of a heading, column of a cell, whether it is numbered."""


def look_of(block: Block) -> Look:
    """Returns how a block looks."""
    level = block.level if block.kind is BlockKind.HEADING else 0
    column = block.cell.column if block.cell else -1
    is_numbered = printed_number(block) is not None
    return block.kind.value, level, column, is_numbered


def looks_of(blocks: Sequence[Block], asked: Set[int]) -> dict[Look, float]:
    """Returns how often a block of a look asks a question, of the looks that questions have."""
    questions = Counter(look_of(blocks[index]) for index in asked)
    every = Counter(look_of(block) for block in blocks if block.text)
    return {look: count / (every[look] + FEW) for look, count in questions.items()}
