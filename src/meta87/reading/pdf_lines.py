"""The lines of a PDF page and their characters with their boxes, from PDFium's text page."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from meta87.reading.document import Anchor, PageBoxes
from meta87.reading.normalise import SourceSpan, normalise
from meta87.reading.pdf_limits import MAX_CHARACTERS, check, check_objects
from meta87.reading.pdf_rules import GridCell

HYPHENS = "\ufffe\x02"  # what PDFium gives for a hyphen at the end of a line
_BREAKS = "\r\n"
_BOLD = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_BOLD_WEIGHT = 600
_WIDE_GAP = 1.6  # of the height of the line
_TOUCHING, _SPACE, _OVERLAP = 0.5, 0.12, 0.4
_NO_HEIGHT = 1.0  # points
_NOTHING = "\u200b"
UNKNOWN = "\ufffd"  # in place of a letter that the font does not name
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_SYMBOL = 0x2000  # symbol fonts need no table of names; letters do
_LOOKED_AT = 64  # letters of a page whose direction is looked at


class Glyph(NamedTuple):
    """A character with its box, in points from the lower left of the page as its text is read."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(eq=False)
class Line:
    """Neighbouring characters of one line, at least one of them with ink."""

    page: int  # from 1
    start: int  # index of the first character in the text page
    glyphs: Sequence[Glyph]  # its characters, spaces among them
    bold: bool  # whether all of it is bold
    width: float  # of the page, in points
    boxes: PageBoxes  # of the characters of the page
    prefix: str = ""  # the box of a form field before the line
    cell: GridCell | None = None  # with borders, that it is in

    def __post_init__(self) -> None:
        self.raw = "".join("-" if g.character in HYPHENS else g.character for g in self.glyphs)
        self.text = normalise(self.prefix + self.raw)
        self.ink = [glyph for glyph in self.glyphs if not glyph.character.isspace()]
        # The edges of the ink, descenders and ascenders included.
        self.left = min(glyph.left for glyph in self.ink)
        self.right = max(glyph.right for glyph in self.ink)
        self.bottom = min(glyph.bottom for glyph in self.ink)
        self.top = max(glyph.top for glyph in self.ink)
        # Of its letters; used instead of the font size, which broken fonts lack.
        heights = sorted(glyph.top - glyph.bottom for glyph in self.ink)
        self.height = heights[len(heights) // 2] or _NO_HEIGHT

    def part(self, start: int, end: int, **changes: Any) -> Line:
        """Returns the line of its characters ``start:end``; its prefix stays with the first."""
        fields = {"prefix": "" if start else self.prefix, **changes}
        return replace(self, start=self.start + start, glyphs=self.glyphs[start:end], **fields)

    @property
    def first_word(self) -> float:
        """Width of its first word."""
        word = _WORD.search(self.raw)
        glyphs = self.glyphs[word.start() : word.end()] if word else ()
        return glyphs[-1].right - glyphs[0].left if glyphs else math.inf

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of a character is on the line."""
        across, up = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        return self.left <= across <= self.right and self.bottom <= up <= self.top

    def span(self, start: int = 0, end: int | None = None) -> SourceSpan:
        """Returns the characters ``start:end`` of the line with their anchor."""
        raw = self.raw[start:end]
        first = self.start + start
        return SourceSpan(raw, self.anchor(first, first + len(raw)), self.bold)

    def anchor(self, start: int, end: int) -> Anchor:
        """Returns the anchor of characters of its page."""
        return Anchor("page", self.page, start, end, self.boxes)

    def fragments(self) -> list[Line]:
        """Returns the line cut at wide gaps."""
        places = [(at, g) for at, g in enumerate(self.glyphs) if not g.character.isspace()]
        wide = _WIDE_GAP * self.height
        cuts = [at for (_, one), (at, g) in pairwise(places) if g.left - one.right > wide]
        return [self.part(*pair) for pair in pairwise([0, *cuts, len(self.glyphs)])]


def page_lines(page: Any, number: int, name: str) -> list[Line]:
    """Returns the lines of a pypdfium2 page, whose number is from 1, in the order of the file.

    Text without ink is OCR text; where text with ink is in the same place, it is left out.

    Raises:
        InputError: ``pdf-too-large``.
    """
    check_objects(page, name)
    textpage = _upright_text(page)
    try:
        check(textpage.count_chars(), MAX_CHARACTERS, "characters", name)
        plain = [_glyph(textpage.raw, index) for index in range(textpage.count_chars())]
        edges = array("f", (edge for glyph in plain for edge in glyph[1:])).tobytes()
        glyphs = _turned(plain, page)
        spans = _raised_joined(list(_spans(glyphs)), glyphs)
        boxes, width = PageBoxes(edges, tuple(start for start, _ in spans)), page.get_width()
        lines = [
            Line(number, start, glyphs[start:end],
                 _is_bold(textpage.raw, start, glyphs[start:end]), width, boxes)
            for start, end in spans
        ]  # fmt: skip
        unseen = {line.start for line in lines if _is_invisible(textpage, line)}
    finally:
        textpage.close()
    inked = [line for line in lines if line.start not in unseen] if unseen else []
    return [line for line in lines if line.start not in unseen or not _covers_ink(line, inked)]


def _covers_ink(line: Line, others: Sequence[Line]) -> bool:
    """Whether most of a line overlaps other lines."""
    covered = sum(any(other.holds(glyph) for other in others) for glyph in line.ink)
    return 2 * covered > len(line.ink)


def _is_invisible(textpage: Any, line: Line) -> bool:
    """Whether a line is drawn without ink, as OCR text is."""
    index = line.start + line.glyphs.index(line.ink[0])
    drawn = pdfium.FPDFText_GetTextObject(textpage.raw, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else None
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _spans(glyphs: list[Glyph]) -> Iterator[tuple[int, int]]:
    """Yields the start and end index of each line that has ink."""
    start = 0
    for index, glyph in enumerate(glyphs):
        ends = glyph.character in _BREAKS or glyph.character in HYPHENS
        if not ends and index + 1 < len(glyphs):
            continue
        end = index if glyph.character in _BREAKS else index + 1
        if any(not g.character.isspace() for g in glyphs[start:end]):
            yield start, end
        start = index + 1


def _raised_joined(spans: list[tuple[int, int]], glyphs: list[Glyph]) -> list[tuple[int, int]]:
    """Joins lines that PDFium splits at a raised or lowered character: "37ª", a note's number.

    Where no gap shows a space, the break between the two is removed.
    """
    joined: list[tuple[int, int]] = []
    last: Glyph | None = None
    for start, end in spans:
        ink = [glyph for glyph in glyphs[start:end] if not glyph.character.isspace()]
        if last is None or not _touch(last, ink[0]):
            joined.append((start, end))
        else:
            if ink[0].left - last.right < _SPACE * (last.top - last.bottom):
                for index in range(joined[-1][1], start):
                    glyphs[index] = glyphs[index]._replace(character=_NOTHING)
            joined[-1] = (joined[-1][0], end)
        last = ink[-1]
    return joined


def _touch(left: Glyph, right: Glyph) -> bool:
    """Whether two characters of different heights are side by side."""
    height = max(left.top - left.bottom, right.top - right.bottom)
    overlap = min(left.top, right.top) - max(left.bottom, right.bottom)
    near = -1 < right.left - left.right < _TOUCHING * height
    return near and overlap > _OVERLAP * min(left.top - left.bottom, right.top - right.bottom)


def _is_bold(textpage: Any, start: int, glyphs: list[Glyph]) -> bool:
    """Whether the first, middle and last letter of a line are bold."""
    letters = [start + i for i, glyph in enumerate(glyphs) if glyph.character.isalnum()]
    looked = {letters[k * (len(letters) - 1) // 2] for k in (0, 1, 2)} if letters else set()
    return bool(looked) and all(_bold_at(textpage, index) for index in looked)


def _bold_at(textpage: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, None)
    return _BOLD.search(name.value) is not None


def _upright_text(page: Any) -> Any:
    """Turns a pypdfium2 page so that most text runs from left to right; returns its text page.

    A page may be turned as a whole, or the text on it may be sideways.
    """
    textpage = page.get_textpage()
    count = textpage.count_chars()
    angles = (
        pdfium.FPDFText_GetCharAngle(textpage.raw, index)
        for index in range(0, count, count // _LOOKED_AT + 1)
        if chr(pdfium.FPDFText_GetUnicode(textpage.raw, index)).isalnum()
    )
    # By how many quarter turns, counter-clockwise, most letters are rotated.
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles)
    rotation = 90 * max(quarters, key=quarters.__getitem__, default=0)
    if rotation == page.get_rotation():
        return textpage
    textpage.close()
    page.set_rotation(rotation)
    return page.get_textpage()


def _turned(glyphs: list[Glyph], page: Any) -> list[Glyph]:
    """Returns the characters at their places on the page, which was turned."""
    quarters = page.get_rotation() // 90
    width, height = page.get_size()  # once turned
    if not quarters:
        return glyphs
    turned = []
    for character, left, bottom, right, top in glyphs:
        box = {
            1: (bottom, height - right, top, height - left),
            2: (width - right, height - top, width - left, height - bottom),
            3: (width - top, left, width - bottom, right),
        }[quarters]
        turned.append(Glyph(character, *box))
    return turned


def _glyph(textpage: Any, index: int) -> Glyph:
    """Returns a character; `UNKNOWN` where PDFium has no Unicode for it."""
    box = pdfium.FS_RECTF()  # stays empty for what has no place
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    character = chr(code)
    unnamed = code < _FIRST_SYMBOL and pdfium.FPDFText_HasUnicodeMapError(textpage, index)
    if code == 0 or unnamed or _SURROGATE.fullmatch(character):
        character = UNKNOWN
    return Glyph(character, box.left, box.bottom, box.right, box.top)
