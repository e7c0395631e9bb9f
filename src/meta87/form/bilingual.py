"""The Spanish part of a document that is in two languages."""

from __future__ import annotations

from dataclasses import replace

from meta87.entities.identify import is_foreign
from meta87.reading.document import Document, Remark, RemarkKind

MIN_SHARE = 0.2  # of the characters, from which each language has a part: a quotation is none
MIN_WORDS = 3  # of a paragraph, once it is known that there are two languages


def spanish_part(document: Document) -> Document:
    """Returns a document without its paragraphs in another language, which a remark counts.

    It is returned as it is unless a good part of it is in that language, and another is not.
    """
    total = sum(len(block.text) for block in document.blocks)
    foreign = sum(len(block.text) for block in document.blocks if is_foreign(block.text))
    if not MIN_SHARE * total <= foreign <= (1 - MIN_SHARE) * total:
        return document
    left = [block.text for block in document.blocks if is_foreign(block.text, MIN_WORDS)]
    kept = tuple(block for block in document.blocks if not is_foreign(block.text, MIN_WORDS))
    remark = Remark(RemarkKind.FOREIGN, len(left), (left[0],))
    return replace(document, blocks=kept, remarks=(*document.remarks, remark))
