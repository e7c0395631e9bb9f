"""Where the form ends: annexes, lists of acronyms and signatures after the last answer.

They would otherwise be read, and judged, as part of the last answer. An annex amid the form belongs
to the question above it. Ambiguous text stays in the answer: the author's own headings, sources,
tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from meta87.form.matching import Form, FormMatch
from meta87.form.patterns import pattern
from meta87.reading.document import Block, BlockKind

MAX_HEADING = 120  # characters
MAX_ANNEXES = 40  # names of annexes in a row, before the text of the first
ANNEX, SOURCES = pattern("appendix", "annex"), pattern("appendix", "sources")
URL, SENTENCE = pattern("appendix", "url"), pattern("as_written", "sentence", 0)
SIGNATURE = pattern("appendix", "signature")


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
        if not _is_short_line(blocks[index]) or blocks[index].cell is not None:
            continue
        if _is_signature(blocks, index) or _is_appendix_heading(blocks, index, first, level):
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
    if SENTENCE.search(text) or not SIGNATURE.fullmatch(text):
        return False
    is_name = following and _is_short_line(following) and not SENTENCE.search(following.text)
    return following is None or bool(is_name)


def _texts(blocks: Sequence[Block], first: int) -> Iterator[Block]:
    return (blocks[n] for n in range(first, len(blocks)) if blocks[n].text)
