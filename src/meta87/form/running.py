"""Headers, footers and page numbers that a conversion left amid the text: no answer holds them.

Readers keep the headers and footers of a file apart. Where a file was made from another, they may
stand in its text as well, once a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from meta87.form.folding import fold
from meta87.form.patterns import DIGITS, PAGE_NUMBER
from meta87.reading.document import Block, BlockKind

REPEATED = 3  # times that a header stands in the text; one that stands there less may be an answer
WORDS = 2  # of such a line; one word, or a figure, may be an answer or a cell


def told_apart(blocks: Sequence[Block], running: Sequence[Block]) -> list[Block]:
    """Returns the blocks, with headers, footers and page numbers marked as not part of an answer.

    Args:
        blocks: blocks of the document.
        running: its headers and footers.
    """
    known = {key for block in running if _is_telling(key := _key(block))}
    keys = [_key(block) if known and _is_line(block) else "" for block in blocks]
    times = Counter(key for key in keys if key in known)
    return [
        replace(block, placeholder=True)
        if _is_line(block) and (times[key] >= REPEATED or _is_page_number(block))
        else block
        for key, block in zip(keys, blocks, strict=True)
    ]


def _key(block: Block) -> str:
    """Returns a text without its digits, which change from page to page."""
    return DIGITS.sub("#", fold(block.text).text)


def _is_telling(key: str) -> bool:
    return sum(word.isalpha() for word in key.split()) >= WORDS


def _is_line(block: Block) -> bool:
    return block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} and block.cell is None


def _is_page_number(block: Block) -> bool:
    return PAGE_NUMBER.fullmatch(block.text) is not None
