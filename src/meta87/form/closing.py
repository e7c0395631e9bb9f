"""Where a form ends: what stands after its last answer and belongs to no question.

An annex, a list of acronyms or a signature after the last answer would otherwise be read as part of
it, and be judged as what it says. Only what follows the last question is looked at: amid the form,
an annex stands under the question that it was put to. What may as well be told stays in the answer:
an author's own headings, sources, a table of more than signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from meta87.form.form import Form, Found
from meta87.form.patterns import (
    ADDRESS,
    ANNEX,
    BESIDE_SIGNED,
    SENTENCE,
    SIGNED,
    SOURCES,
)
from meta87.reading.document import Block, BlockKind

LONGEST = 120  # characters of a heading


def end_of(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> int:
    """Returns the index of the first block after the form and its last answer.

    Args:
        blocks: blocks of the document.
        starts: its questions by their first block.
        form: the form's texts.
    """
    first = max(found.last for found in starts.values()) + 1
    depth = _depth(blocks[:first], form)
    for at in range(first, len(blocks)):
        if not _may_close(blocks[at]):
            continue
        if blocks[at].cell is not None:
            start = _signed_rows(blocks, at, first)
            if start is not None:
                return start
        elif _signs(blocks, at) or _opens(blocks, at, first, depth):
            return at
    return len(blocks)


def _depth(blocks: Sequence[Block], form: Form) -> int:
    """Returns the level of the form's own headings in the document, or -1 if there are none."""
    levels = (block.level for block in blocks if form.is_heading(block))
    return min(levels, default=-1)


def _may_close(block: Block) -> bool:
    """Returns whether a block may begin the text after the form: no box, no list item, not long."""
    ticked_or_listed = block.kind in {BlockKind.CHECKBOX, BlockKind.LIST_ITEM}
    return not ticked_or_listed and not block.placeholder and len(block.text) <= LONGEST


def _opens(blocks: Sequence[Block], at: int, first: int, depth: int) -> bool:
    """Returns whether a block is the heading of a part that follows the form.

    "Anexo 1" alone at the end is an answer that names an annex, and so are several in a row, or one
    with a URL; a heading has text under it. A heading of a higher level than those of the form
    counts, after an answer, without that text.
    """
    block = blocks[at]
    under = next((b for b in _told(blocks[at + 1 :]) if not ANNEX.fullmatch(b.text)), None)
    if under is None or ADDRESS.search(under.text):
        return False
    if ANNEX.fullmatch(block.text):
        return True
    if block.kind is not BlockKind.HEADING:
        return False
    if SOURCES.fullmatch(block.text):
        return True
    answered = any(_told(blocks[first:at]))
    return answered and block.level < depth and "?" not in block.text


def _signs(blocks: Sequence[Block], at: int) -> bool:
    """Returns whether a line is a signature or comes before one, with no text after it."""
    text, following = blocks[at].text, next(_told(blocks[at + 1 :]), None)
    if SENTENCE.search(text):
        return False
    if BESIDE_SIGNED.fullmatch(text):
        return following is not None and SIGNED.fullmatch(following.text) is not None
    return SIGNED.fullmatch(text) is not None and (following is None or _names(following))


def _names(block: Block) -> bool:
    """Returns whether a block may be a name, a place or another line of a signature."""
    return _may_close(block) and not SENTENCE.search(block.text)


def _told(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.text)


def _signed_rows(blocks: Sequence[Block], at: int, first: int) -> int | None:
    """Returns the first block of a table of signatures, if a cell belongs to one; otherwise None.

    The signatures are the whole table, unless it contains the last question or part of its answer.
    """
    here = blocks[at].cell
    if here is None or not SIGNED.fullmatch(blocks[at].text) or SENTENCE.search(blocks[at].text):
        return None
    cells = [(n, b.cell) for n, b in enumerate(blocks) if b.cell and b.cell.table == here.table]
    row = next(n for n, cell in cells if cell.row == here.row and n >= first)
    starts = [row] if cells[0][0] < first else [cells[0][0], row]
    end = cells[-1][0] + 1
    return next((start for start in starts if _are_signatures(blocks[start:end])), None)


def _are_signatures(blocks: Iterable[Block]) -> bool:
    """Returns whether rows are signatures: each begins with a label, or labels are below names."""
    cells = [block for block in _told(blocks) if block.cell]
    rows = [list(row) for _, row in groupby(cells, key=lambda b: b.cell.row if b.cell else -1)]
    labels = any(len(row) > 1 and all(map(_is_label, row)) for row in rows)
    return all(_is_label(row[0]) for row in rows) or (labels and all(map(_names, cells)))


def _is_label(block: Block) -> bool:
    label = SIGNED.fullmatch(block.text) or BESIDE_SIGNED.fullmatch(block.text)
    return label is not None and not SENTENCE.search(block.text)
