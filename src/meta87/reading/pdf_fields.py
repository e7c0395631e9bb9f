"""PDF forms: the boxes of their fields, and text that was typed upon a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from meta87.reading.patterns import EMPTY, TICKED
from meta87.reading.pdf_lines import Line, page_lines

_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_FILLED = {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET}
_ROW = 4.0  # points: tops this near are in one row


class _FieldBox(NamedTuple):
    """A checkbox or radio button on a page, in points from the lower left."""

    checked: bool
    left: float
    bottom: float
    right: float
    top: float


def is_filled(page: Any) -> bool:
    """Whether a pypdfium2 page has form fields, or text that was typed upon it."""
    return any(pdfium.FPDFAnnot_GetSubtype(note) in _FILLED for note in _annotations(page))


def filled_page_lines(document: Any, index: int, name: str) -> list[Line]:
    """Returns the lines of a page, with the filled-in text among them, from top to bottom."""
    page = document[index]
    boxes = sorted(_field_boxes(page), key=lambda box: box.left) if page.formenv else []
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    cut: list[Line] = []
    for line in page_lines(document[index], index + 1, name):
        beside = [box for box in boxes if line.bottom < (box.bottom + box.top) / 2 < line.top]
        cut += _cut(line, beside) if beside else [line]
    return sorted(cut, key=lambda line: (-round(line.top / _ROW), line.left))


def _annotations(page: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        if note := pdfium.FPDFPage_GetAnnot(page.raw, index):
            yield note
            pdfium.FPDFPage_CloseAnnot(note)


def _field_boxes(page: Any) -> Iterator[_FieldBox]:
    for field in _annotations(page):
        if pdfium.FPDFAnnot_GetFormFieldType(page.formenv.raw, field) in _BOXES:
            area = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(field, area)
            checked = bool(pdfium.FPDFAnnot_IsChecked(page.formenv.raw, field))
            yield _FieldBox(checked, area.left, area.bottom, area.right, area.top)


def _cut(line: Line, boxes: Sequence[_FieldBox]) -> Iterator[Line]:
    """Yields the parts of a line, cut at its boxes; a part after a box begins with the box."""

    def zone(offset: int) -> int | None:
        """Returns the number of the part that a glyph belongs to; None for the tick of a box."""
        glyph = line.glyphs[offset]
        if any(box.left <= (glyph.left + glyph.right) / 2 <= box.right for box in boxes):
            return None
        return sum(box.right <= glyph.left for box in boxes)

    inked = [i for i, glyph in enumerate(line.glyphs) if not glyph.character.isspace()]
    runs = [(number, list(run)) for number, run in groupby(inked, zone) if number is not None]
    before_box = len(runs) == len(boxes) and bool(runs) and runs[0][0] == 0
    for number, run in runs:
        box = number if before_box else number - 1
        prefix = "" if box < 0 else TICKED if boxes[box].checked else EMPTY
        yield line.part(run[0], run[-1] + 1, prefix=prefix)
