"""The characters of a PDF page with their boxes, from PDFium's text page."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

UNKNOWN = "\ufffd"  # in place of a letter that the font does not name
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_SYMBOL = 0x2000  # symbol fonts need no table of names; letters do
_LOOKED_AT = 64  # letters of a page whose direction is looked at


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box, in points from the lower left of the page as its text is read."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


def upright_text(page: Any) -> Any:
    """Turns a pypdfium2 page so that most text runs from left to right; returns its text page.

    A page may be turned as a whole, or the text on it may be sideways.
    """
    textpage = page.get_textpage()
    turned = 90 * _quarters(textpage)
    if turned == page.get_rotation():
        return textpage
    textpage.close()
    page.set_rotation(turned)
    return page.get_textpage()


def page_glyphs(textpage: Any) -> list[Glyph]:
    """Returns the characters of a text page, at their places before the page is turned."""
    return [_glyph(textpage.raw, index) for index in range(textpage.count_chars())]


def turned(glyphs: list[Glyph], page: Any) -> list[Glyph]:
    """Returns the characters at their places on the turned page."""
    quarters = page.get_rotation() // 90
    width, height = page.get_size()  # once turned
    return [_turned(glyph, quarters, width, height) for glyph in glyphs] if quarters else glyphs


def edges(glyphs: Sequence[Glyph]) -> bytes:
    """Returns left, bottom, right and top of each character, one after the other."""
    boxes = ((g.left, g.bottom, g.right, g.top) for g in glyphs)
    return array("f", (edge for box in boxes for edge in box)).tobytes()


def is_invisible(textpage: Any, index: int) -> bool:
    """Returns whether a character is drawn without ink, as OCR text is."""
    drawn = pdfium.FPDFText_GetTextObject(textpage.raw, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else None
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _glyph(textpage: Any, index: int) -> Glyph:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
        return Glyph(_character(textpage, index), 0, 0, 0, 0)
    return Glyph(_character(textpage, index), box.left, box.bottom, box.right, box.top)


def _character(textpage: Any, index: int) -> str:
    """Returns a character; `UNKNOWN` where PDFium has no Unicode for it."""
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    if code == 0 or _SURROGATE.fullmatch(chr(code)):
        return UNKNOWN
    if code < _FIRST_SYMBOL and pdfium.FPDFText_HasUnicodeMapError(textpage, index):
        return UNKNOWN
    return chr(code)


def _quarters(textpage: Any) -> int:
    """Returns by how many quarter turns, counter-clockwise, most letters are rotated."""
    count = textpage.count_chars()
    looked = range(0, count, count // _LOOKED_AT + 1)
    angles = (
        pdfium.FPDFText_GetCharAngle(textpage.raw, index)
        for index in looked
        if chr(pdfium.FPDFText_GetUnicode(textpage.raw, index)).isalnum()
    )
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles)
    return quarters.most_common(1)[0][0] if quarters else 0


def _turned(glyph: Glyph, quarters: int, width: float, height: float) -> Glyph:
    """Rotates a box clockwise; width and height are those of the rotated page."""
    boxes = {
        1: (glyph.bottom, height - glyph.right, glyph.top, height - glyph.left),
        2: (width - glyph.right, height - glyph.top, width - glyph.left, height - glyph.bottom),
        3: (width - glyph.top, glyph.left, width - glyph.bottom, glyph.right),
    }
    return Glyph(glyph.character, *boxes[quarters])
