"""What was filled into a PDF: text in a field or typed upon a page is text, a tick a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium

from meta87.reading.patterns import EMPTY, TICKED
from meta87.reading.pdf_glyphs import Glyph
from meta87.reading.pdf_lines import Line, page_lines

_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_FILLED = {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET}
_ROW = 4.0  # points: tops this near stand in one row


@dataclass(frozen=True, slots=True)
class FieldBox:
    """A checkbox or radio button on a page, in points from the lower left."""

    checked: bool
    left: float
    bottom: float
    right: float
    top: float

    def is_beside(self, line: Line) -> bool:
        """Returns whether the box is at the height of the line."""
        return line.bottom < (self.bottom + self.top) / 2 < line.top

    def holds(self, glyph: Glyph) -> bool:
        """Returns whether a character is the box's own tick."""
        return self.left <= (glyph.left + glyph.right) / 2 <= self.right


def is_filled(page: Any) -> bool:
    """Returns whether a page has form fields, or text that was typed upon it."""
    return any(pdfium.FPDFAnnot_GetSubtype(note) in _FILLED for note in _annotations(page))


def filled_page_lines(document: Any, index: int, name: str) -> list[Line]:
    """Returns the lines of a page, with the filled-in text among them, from top to bottom.

    Args:
        document: pypdfium2 document whose forms were initialised.
        index: index of the page, from 0.
        name: name of the file, for messages.
    """
    page = document[index]
    boxes = sorted(_field_boxes(page), key=lambda box: box.left) if page.formenv else []
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    lines = page_lines(document[index], index + 1, name)
    cut = [part for line in lines for part in _cut(line, [b for b in boxes if b.is_beside(line)])]
    return sorted(cut, key=lambda line: (-round(line.top / _ROW), line.left))


def _annotations(page: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        if note := pdfium.FPDFPage_GetAnnot(page.raw, index):
            yield note
            pdfium.FPDFPage_CloseAnnot(note)


def _field_boxes(page: Any) -> Iterator[FieldBox]:
    for field in _annotations(page):
        if pdfium.FPDFAnnot_GetFormFieldType(page.formenv.raw, field) in _BOXES:
            area = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(field, area)
            checked = bool(pdfium.FPDFAnnot_IsChecked(page.formenv.raw, field))
            yield FieldBox(checked, area.left, area.bottom, area.right, area.top)


def _cut(line: Line, boxes: Sequence[FieldBox]) -> Iterator[Line]:
    """Yields the parts of a line, cut at its boxes; a part after a box begins with the box."""
    if not boxes:
        yield line
        return

    def zone(offset: int) -> int | None:
        """Returns the number of the part that a glyph belongs to; None inside a box."""
        glyph = line.glyphs[offset]
        if any(box.holds(glyph) for box in boxes):
            return None
        return sum(box.right <= glyph.left for box in boxes)

    inked = [i for i, glyph in enumerate(line.glyphs) if not glyph.character.isspace()]
    runs = [(number, list(run)) for number, run in groupby(inked, zone) if number is not None]
    before_box = len(runs) == len(boxes) and bool(runs) and runs[0][0] == 0
    for number, run in runs:
        box = number if before_box else number - 1
        part = replace(line, start=line.start + run[0], glyphs=line.glyphs[run[0] : run[-1] + 1])
        yield part if box < 0 else replace(part, prefix=TICKED if boxes[box].checked else EMPTY)
