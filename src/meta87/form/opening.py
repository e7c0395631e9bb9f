"""From a document to a questionnaire, or to the reason why it is none."""

from __future__ import annotations

from dataclasses import replace

from meta87.entities.identify import is_foreign, is_spanish
from meta87.errors import InputError
from meta87.form.fix import Fix
from meta87.form.parser import parse
from meta87.form.report import Report
from meta87.form.template import Template
from meta87.reading.document import Document, Remark, RemarkKind

MIN_SHARE = 0.2  # of the characters, from which each language has a part: a quotation is none
MIN_WORDS = 3  # of a paragraph, once it is known that there are two languages


def understood(
    document: Document, template: Template | None = None, fix: Fix | None = None
) -> Report:
    """Parses a document as a questionnaire, as `parse` does; of two languages, the Spanish part.

    Raises:
        InputError: it has no text, or its text is not Spanish.
    """
    if not document.text.strip():
        raise InputError("no-text", path=document.source)
    part = _spanish_part(document)
    if not is_spanish(part.text):
        raise InputError("not-spanish", path=document.source)
    return parse(part, template, fix)


def _spanish_part(document: Document) -> Document:
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
