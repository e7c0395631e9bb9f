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
from meta87.reading.docx_parts import is_on
from meta87.reading.package import W
from meta87.reading.patterns import PROMPT
from meta87.report.docx_additions import elements
from meta87.report.docx_comments import BODY, open_word

CHOSEN = ("dropDownList", "comboBox", "date")  # what a person chooses in a control


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
        first, last = _paragraphs(form, question)
        place = _outside_controls(paragraphs[last])
        for addition in group:
            for element in elements(word, addition):
                place.addnext(element)
                place = element
        for prompt in filter(_is_prompt, map(_outside_controls, paragraphs[first : last + 1])):
            if (above := prompt.getparent()) is not None and len(above.findall(f"{W}p")):
                above.remove(prompt)
    page = io.BytesIO()
    word.save(page)
    return page.getvalue()


def _paragraphs(form: Report, question: str) -> tuple[int, int]:
    """Returns the paragraphs in which a question begins, and what stands under it ends.

    Notes of the form that follow belong to it, up to a heading or the next question.
    """
    placed = form.placed
    own = [n for n, each in enumerate(placed) if each.question == question]
    last = own[-1]
    is_final = all(each.role is not Role.QUESTION for each in placed[last + 1 :])
    titles = {fold(answer.section.partition("…")[0]).text for answer in form.answers} - {""}
    notes = takewhile(lambda each: _is_note(each, titles), () if is_final else placed[last + 1 :])
    before, until = _units(placed[: own[0]]), _units([*placed[: last + 1], *notes])
    return max(before, default=-1) + 1, until[-1] if until else -1


def _units(placed: Sequence[Placed]) -> list[int]:
    """Returns the paragraphs of the body in which blocks stand."""
    anchors = (piece.anchor for each in placed for piece in each.block.pieces)
    return [anchor.unit for anchor in anchors if anchor.part == BODY]


def _is_prompt(place: etree._Element) -> bool:
    """Returns whether a content control to write in shows only what is to be written."""
    properties = place.find(f"{W}sdtPr") if place.tag == f"{W}sdt" else None
    if properties is None or any(properties.find(f"{W}{each}") is not None for each in CHOSEN):
        return False
    shown = properties.find(f"{W}showingPlcHdr")
    words = "".join(text.text or "" for text in place.iter(f"{W}t")).strip()
    return PROMPT.fullmatch(words) is not None or (shown is not None and is_on(shown))


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
