"""How blocks look, as evidence of what they are: the questions of a document look alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

from meta87.entities.institutions.institutions import find_institutions
from meta87.form.folding import fold
from meta87.form.matching import printed_number
from meta87.reading.document import Block, BlockKind

FEW = 0.5  # added to the blocks of a look, so that one block alone says little

MIN_NAMED = 0.8  # share of a text that is the name of an institution
MAX_HEADING = 90  # characters of a heading that an author repeats
MAX_TITLE = 14  # words of a line that may be a title
MIN_CAPITALS = 5  # letters of a line in capitals
SENTENCE_MARK = re.compile(r"[.,;:?!…]\W*$")

Look = tuple[str, int, int, bool, str, bool]
"""How a block looks: kind, level of a heading, column of a cell, whether numbered, shape, bold."""


def look_of(block: Block) -> Look:
    """Returns how a block looks; a heading, by its level alone."""
    if block.kind is BlockKind.HEADING:
        return block.kind.value, block.level, -1, False, "", False
    column = block.cell.column if block.cell else -1
    is_numbered = printed_number(block) is not None
    return block.kind.value, 0, column, is_numbered, shape_of(block), block.is_bold


def shape_of(block: Block) -> str:
    """Returns ``capitals`` or ``title`` of a line that is so written, otherwise ""."""
    if block.cell is not None or len(block.text.split()) > MAX_TITLE:
        return ""
    if block.text.isupper() and sum(map(str.isalpha, block.text)) >= MIN_CAPITALS:
        return "capitals"
    is_plain = printed_number(block) is None and not SENTENCE_MARK.search(block.text)
    return "title" if is_plain else ""


def looks_of(blocks: Sequence[Block], asked: Set[int], others: Set[int]) -> dict[Look, float]:
    """Returns how often a block of a look asks a question, of the looks that questions have.

    Args:
        blocks: blocks of the document.
        asked: indices of those that ask a question.
        others: indices of those that are known to ask none, which are not counted.
    """
    questions = Counter(look_of(blocks[index]) for index in asked)
    left = others - asked
    counted = (block for n, block in enumerate(blocks) if block.text and n not in left)
    every = Counter(map(look_of, counted))
    found = {look: count / (every[look] + FEW) for look, count in questions.items()}
    headings = sorted((look for look in every if look[0] == BlockKind.HEADING), reverse=True)
    for lesser, look in pairwise(headings):  # one with a text asks as those below it do
        found[look] = max(found.get(look, 0.0), found.get(lesser, 0.0))
    return found


def headings(blocks: Sequence[Block]) -> set[int]:
    """Returns the indices of the short texts that occur more than once: an author's own headings.

    What several institutions or several activities answered has their names above it.
    """
    texts = [fold(block.text).text if len(block.text) <= MAX_HEADING else "" for block in blocks]
    counts = Counter(texts)
    return {n for n, text in enumerate(texts) if text and counts[text] > 1}


@lru_cache(maxsize=1024)
def names_institution(text: str) -> bool:
    """Returns whether a text is the name of an institution and little else."""
    if len(text) > MAX_HEADING:
        return False
    named = sum(each.end - each.start for each in find_institutions(text))
    return named >= MIN_NAMED * len(text.strip(" .:*"))
