"""The contributions of institutions, written into a Word form under its questions."""

from __future__ import annotations

import io
from collections.abc import Sequence, Set
from itertools import groupby, takewhile

from lxml import etree

from meta87.form.contributions import Addition
from meta87.form.folding import fold
from meta87.form.report import Placed, Report, Role
from meta87.reading.document import BlockKind
from meta87.reading.package import W
from meta87.report.docx_additions import elements
from meta87.report.docx_comments import BODY, open_word


def written(data: bytes, form: Report, additions: Sequence[Addition]) -> bytes:
    """Returns a copy of a DOCX form with additions, each after a line that names its author.

    The form is given as a file and as parsed, the additions by question, in their order.

    Raises:
        UsageError: ``comments-need-docx``.
        InputError: ``docx-corrupt``: it is damaged where text is written.
    """
    word = open_word(data, form.source)
    paragraphs = list(word.part.element.iter(f"{W}p"))
    for question, group in groupby(additions, key=lambda addition: addition.question):
        place = _outside_controls(paragraphs[_last_paragraph(form, question)])
        for addition in group:
            for element in elements(word, addition):
                place.addnext(element)
                place = element
    page = io.BytesIO()
    word.save(page)
    return page.getvalue()


def _last_paragraph(form: Report, question: str) -> int:
    """Returns the paragraph in which a question and what stands under it end.

    Notes of the form that follow belong to it, up to a heading or the next question.
    """
    placed = form.placed
    last = max(n for n, each in enumerate(placed) if each.question == question)
    is_final = all(each.role is not Role.QUESTION for each in placed[last + 1 :])
    titles = {fold(answer.section.partition("…")[0]).text for answer in form.answers} - {""}
    notes = takewhile(lambda each: _is_note(each, titles), () if is_final else placed[last + 1 :])
    blocks = [each.block for each in (*placed[: last + 1], *notes)]
    units = (
        piece.anchor.unit
        for block in reversed(blocks)
        for piece in reversed(block.pieces)
        if piece.anchor.part == BODY
    )
    return next(units, -1)


def _is_note(placed: Placed, titles: Set[str]) -> bool:
    """Returns whether a text of the form is no heading of a section."""
    if placed.role is not Role.FORM or placed.block.kind is BlockKind.HEADING:
        return False
    return not any(fold(placed.block.text).text.startswith(title) for title in titles)


def _outside_controls(paragraph: etree._Element) -> etree._Element:
    """Returns the outermost content control around a paragraph, or the paragraph."""
    place = paragraph
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == f"{W}sdt":
            place = ancestor
        elif ancestor.tag != f"{W}sdtContent":
            break
    return place
