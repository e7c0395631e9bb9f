"""Where the form ends: annexes, lists of acronyms and signatures after the last answer.

They would otherwise be read, and judged, as part of the last answer. An annex amid the form belongs
to the question above it. Ambiguous text stays in the answer: the author's own headings, sources, a
table of more than signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from meta87.form.matching import Form, FormMatch
from meta87.form.patterns import pattern
from meta87.reading.document import Block, BlockKind

MAX_HEADING = 120  # characters
MAX_ANNEXES = 40  # names of annexes in a row, before the text of the first
ANNEX, SOURCES = pattern("appendix", "annex"), pattern("appendix", "sources")
URL, SENTENCE = pattern("appendix", "url"), pattern("as_written", "sentence", 0)
SIGNATURE = pattern("appendix", "signature")
SIGNATURE_FIELD = pattern("appendix", "signature_field")


def form_end(blocks: Sequence[Block], questions: Mapping[int, FormMatch], form: Form) -> int:
    """Returns the index of the first block after the form and its last answer.

    Args:
        blocks: blocks of the document.
        questions: its questions by their first block.
        form: texts of the form.
    """
    first = max(question.last_block for question in questions.values()) + 1
    level = min((b.level for b in blocks[:first] if form.is_heading(b)), default=-1)
    for index in range(first, len(blocks)):
        if not _is_short_line(blocks[index]):
            continue
        if blocks[index].cell is not None:
            start = _signature_rows(blocks, index, first)
            if start is not None:
                return start
        elif _is_signature(blocks, index) or _is_appendix_heading(blocks, index, first, level):
            return index
    return len(blocks)


def _is_short_line(block: Block) -> bool:
    """Returns whether a block may begin the text after the form: no box or list item, not long."""
    ticked_or_listed = block.kind in {BlockKind.CHECKBOX, BlockKind.LIST_ITEM}
    return not ticked_or_listed and not block.placeholder and len(block.text) <= MAX_HEADING


def _is_appendix_heading(blocks: Sequence[Block], index: int, first: int, level: int) -> bool:
    """Returns whether a block is the heading of an appendix.

    "Anexo 1" alone at the end is an answer that names an annex, and so are several in a row, or one
    with a URL; a heading has text below it. After an answer, any heading of a higher level than
    those of the form is one too.
    """
    block = blocks[index]
    is_annex, is_heading = ANNEX.fullmatch(block.text), block.kind is BlockKind.HEADING
    if not is_annex and not is_heading:
        return False
    following = islice(_texts(blocks, index + 1), MAX_ANNEXES)
    below = next((block for block in following if not ANNEX.fullmatch(block.text)), None)
    if below is None or URL.search(below.text):
        return False
    if is_annex or SOURCES.fullmatch(block.text):
        return True
    is_answered = any(blocks[n].text for n in range(first, index))
    return is_answered and block.level < level and "?" not in block.text


def _is_signature(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a line is a signature or precedes one, with no other text after it."""
    text, following = blocks[index].text, next(_texts(blocks, index + 1), None)
    if SENTENCE.search(text):
        return False
    if SIGNATURE_FIELD.fullmatch(text):
        return following is not None and SIGNATURE.fullmatch(following.text) is not None
    if not SIGNATURE.fullmatch(text):
        return False
    return following is None or _may_be_name(following)


def _may_be_name(block: Block) -> bool:
    return _is_short_line(block) and not SENTENCE.search(block.text)


def _texts(blocks: Sequence[Block], first: int) -> Iterator[Block]:
    return (blocks[n] for n in range(first, len(blocks)) if blocks[n].text)


def _signature_rows(blocks: Sequence[Block], index: int, first: int) -> int | None:
    """Returns the first block of a table of signatures, if a cell belongs to one; otherwise None.

    The signatures are the whole table, unless it contains the last question or part of its answer.
    """
    here, text = blocks[index].cell, blocks[index].text
    if here is None or not SIGNATURE.fullmatch(text) or SENTENCE.search(text):
        return None
    cells = [(n, b.cell) for n, b in enumerate(blocks) if b.cell and b.cell.table == here.table]
    row = next(n for n, cell in cells if cell.row == here.row and n >= first)
    starts = [row] if cells[0][0] < first else [cells[0][0], row]
    end = cells[-1][0] + 1
    return next((start for start in starts if _are_signatures(blocks[start:end])), None)


def _are_signatures(blocks: Iterable[Block]) -> bool:
    """Returns whether rows are signatures: each begins with a label, or labels are below names."""
    cells = [block for block in blocks if block.text and block.cell]
    rows = [list(row) for _, row in groupby(cells, key=lambda b: b.cell.row if b.cell else -1)]
    labels = any(len(row) > 1 and all(map(_is_label, row)) for row in rows)
    return all(_is_label(row[0]) for row in rows) or (labels and all(map(_may_be_name, cells)))


def _is_label(block: Block) -> bool:
    label = SIGNATURE.fullmatch(block.text) or SIGNATURE_FIELD.fullmatch(block.text)
    return label is not None and not SENTENCE.search(block.text)
