"""Halves of a sentence that a page break tore apart."""

from __future__ import annotations

from dataclasses import replace

from meta87.reading.document import Block, Piece
from meta87.reading.patterns import ADDRESS_END, FINAL, OPEN_END, URL


def ends_sentence(text: str) -> bool:
    """Returns whether a text ends with a full stop, colon, question mark or the like."""
    return FINAL.search(text) is not None


def starts_lower(text: str) -> bool:
    """Returns whether a text begins with a lower-case letter, and not with a URL."""
    first = text.lstrip("«“\"'(¿¡")[:1]
    return first.islower() and URL.match(text) is None


def runs_on(first: str, second: str) -> bool:
    """Returns whether the second text continues the sentence of the first."""
    if not first or not second or ends_sentence(first) or URL.match(second):
        return False
    if URL.search(first) and ADDRESS_END.fullmatch(second):
        return True
    return starts_lower(second) or OPEN_END.search(first) is not None


def introduces(first: str, second: str) -> bool:
    """Returns whether a text ends with a colon, and the second is the URL that it introduces."""
    return first.endswith(":") and URL.match(second) is not None


def join(first: Block, second: Block, glue: str = " ") -> Block:
    """Returns the first block with the text and pieces of the second after it.

    The glue is anchored at the empty span after the first block's last character.
    """
    glue = glue if first.text and second.text else ""
    start = len(first.text)
    moved = [replace(p, start=p.start + start + len(glue), end=p.end + start + len(glue))
             for p in second.pieces]  # fmt: skip
    if glue and first.pieces:
        last = first.pieces[-1].anchor
        moved.insert(0, Piece(start, start + len(glue), replace(last, start=last.end)))
    return replace(first, text=first.text + glue + second.text, pieces=(*first.pieces, *moved))
