"""Where a form ends: what stands after its last answer and belongs to no question.

An annex, a list of acronyms or a signature after the last answer would otherwise be read as part of
it, and be judged as what it says. Only what follows the last question is looked at: amid the form,
an annex stands under the question that it was put to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meta87.questionnaire.form import Form, Found
from meta87.questionnaire.patterns import ANNEX, SIGNED
from meta87.reading.document import Block, BlockKind

LONGEST = 120  # characters of a heading


def end_of(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> int:
    """Give the index of the first block that is no part of the form nor of its last answer.

    Args:
        blocks: of the document.
        starts: its questions by the block that they begin at.
        form: the form's texts.
    """
    first = max(found.last for found in starts.values()) + 1
    depth = _depth(blocks[:first], form)
    for at in range(first, len(blocks)):
        if _closes(blocks, at, depth):
            return _whole_table(blocks, at, first)
    return len(blocks)


def _depth(blocks: Sequence[Block], form: Form) -> int:
    """Give the level of the form's own headings in the document, or -1 if they are none."""
    levels = (block.level for block in blocks if form.is_heading(block))
    return min(levels, default=-1)


def _closes(blocks: Sequence[Block], at: int, depth: int) -> bool:
    """Say whether a block opens what follows the form.

    "Anexo 1" alone at the end is an answer that names an annex; a heading has text under it.
    """
    block = blocks[at]
    if block.kind is BlockKind.CHECKBOX or block.placeholder or len(block.text) > LONGEST:
        return False
    if SIGNED.fullmatch(block.text):
        return True
    followed = any(after.text for after in blocks[at + 1 :])
    if not followed or block.cell is not None:
        return False
    if block.kind is BlockKind.HEADING and block.level <= depth:
        return "?" not in block.text
    return ANNEX.fullmatch(block.text) is not None


def _whole_table(blocks: Sequence[Block], at: int, first: int) -> int:
    """Give the first block, from ``first`` on, of the table in which a block stands, or itself."""
    here = blocks[at].cell
    if here is None:
        return at
    cells = ((n, blocks[n].cell) for n in range(first, at + 1))
    return next(n for n, cell in cells if cell is not None and cell.table == here.table)
