"""Halves of a sentence that a page break tore apart."""

from __future__ import annotations

from dataclasses import replace

from meta87.reading.document import Block, BlockKind
from meta87.reading.patterns import FINAL, OPEN_END, URL


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with a stop, colon, question mark or the like."""
    return FINAL.search(text) is not None


def starts_lower(text: str) -> bool:
    """Tell whether the first letter is a small one, and no address."""
    first = text.lstrip("«“\"'(¿¡")[:1]
    return first.islower() and URL.match(text) is None


def runs_on(first: str, second: str) -> bool:
    """Tell whether the second text goes on with the sentence of the first."""
    if not first or not second or ends_sentence(first) or URL.match(second):
        return False
    return starts_lower(second) or OPEN_END.search(first) is not None


def can_join(first: Block, second: Block) -> bool:
    """Tell whether two blocks are such halves."""
    opens = first.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    return opens and second.kind is BlockKind.PARAGRAPH and runs_on(first.text, second.text)


def join(first: Block, second: Block, glue: str = " ") -> Block:
    """Give the first block with the text and pieces of the second after it."""
    shift = len(first.text) + len(glue)
    moved = tuple(replace(p, start=p.start + shift, end=p.end + shift) for p in second.pieces)
    return replace(first, text=first.text + glue + second.text, pieces=first.pieces + moved)
