"""The lines of a PDF page and their characters with their boxes, from PDFium's text page."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

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
_NARROW_GAP = 0.4
_TOUCHING, _SPACE, _OVERLAP = 0.5, 0.12, 0.4
_NO_HEIGHT = 1.0  # points
_NOTHING = "\u200b"
_ALIGNED = 2.0  # points
UNKNOWN = "\ufffd"  # in place of a letter that the font does not name
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_SYMBOL = 0x2000  # symbol fonts need no table of names; letters do
_LOOKED_AT = 64  # letters of a page whose direction is looked at


@dataclass(frozen=True)
class Line:
    """Neighbouring characters of one line.

    Attributes:
        page: from 1.
        start: index of the first character in the text page.
        glyphs: its characters, spaces among them.
        bold: whether all of it is bold.
        width: width of the page, in points.
        boxes: boxes of the characters of the page.
        prefix: the box of a form field before the line.
        cell: the cell with borders that it is in.
    """

    page: int
    start: int
    glyphs: tuple[Glyph, ...]
    bold: bool
    width: float
    boxes: PageBoxes
    prefix: str = ""
    cell: GridCell | None = None

    @cached_property
    def text(self) -> str:
        """Its normalised text."""
        return normalise(self.prefix + self.raw)

    @cached_property
    def raw(self) -> str:
        """Its characters; a hyphen that ends the line is "-"."""
        return "".join("-" if g.character in HYPHENS else g.character for g in self.glyphs)

    @cached_property
    def left(self) -> float:
        """Left edge of the ink."""
        return min(g.left for g in self.ink)

    @cached_property
    def right(self) -> float:
        """Right edge of the ink."""
        return max(g.right for g in self.ink)

    @cached_property
    def bottom(self) -> float:
        """Lower edge, descenders included."""
        return min(g.bottom for g in self.ink)

    @cached_property
    def top(self) -> float:
        """Upper edge, ascenders included."""
        return max(g.top for g in self.ink)

    @cached_property
    def height(self) -> float:
        """Height of its letters; used instead of the font size, which broken fonts lack."""
        heights = sorted(g.top - g.bottom for g in self.ink)
        return heights[len(heights) // 2] or _NO_HEIGHT

    @cached_property
    def ink(self) -> list[Glyph]:
        """The characters that are not white space."""
        return [g for g in self.glyphs if not g.character.isspace()]

    @cached_property
    def first_word(self) -> float:
        """Width of its first word."""
        word = _WORD.search(self.raw)
        glyphs = self.glyphs[word.start() : word.end()] if word else ()
        return glyphs[-1].right - glyphs[0].left if glyphs else math.inf

    @property
    def first_ink(self) -> int:
        """Index of its first inked character in the text page."""
        return self.start + next(n for n, g in enumerate(self.glyphs) if not g.character.isspace())

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

    def fragments(self, columns: Sequence[float] = ()) -> list[Line]:
        """Returns the line cut at wide gaps, and at any gap before the left edge of a column."""
        cuts = [0]
        last: Glyph | None = None
        for offset, glyph in enumerate(self.glyphs):
            if glyph.character.isspace():
                continue
            gap = 0.0 if last is None else (glyph.left - last.right) / self.height
            aligned = any(abs(glyph.left - x) < _ALIGNED for x in columns)
            if gap > _WIDE_GAP or (gap > _NARROW_GAP and aligned):
                cuts.append(offset)
            last = glyph
        if len(cuts) == 1:
            return [self]
        ends = [*cuts[1:], len(self.glyphs)]
        return [
            replace(
                self,
                start=self.start + a,
                glyphs=self.glyphs[a:b],
                prefix=self.prefix if a == 0 else "",
            )
            for a, b in zip(cuts, ends, strict=True)
        ]


def page_lines(page: Any, number: int, name: str) -> list[Line]:
    """Returns the lines of a page in the order in which the file draws them.

    Text without ink is OCR text; where text with ink is in the same place, it is left
    out.

    Args:
        page: pypdfium2 page.
        number: number of the page, from 1.
        name: name of the file, for messages.

    Raises:
        InputError: ``pdf-too-large``.
    """
    check_objects(page, name)
    textpage = upright_text(page)
    try:
        check(textpage.count_chars(), MAX_CHARACTERS, "characters", name)
        plain = page_glyphs(textpage)
        glyphs, width = turned(plain, page), page.get_width()
        spans = _raised_joined(list(_spans(glyphs)), glyphs)
        boxes = PageBoxes(edges(plain), tuple(start for start, _ in spans))
        lines = [
            Line(number, start, tuple(glyphs[start:end]),
                 _is_bold(textpage.raw, start, glyphs[start:end]), width, boxes)
            for start, end in spans
        ]  # fmt: skip
        unseen = {id(line) for line in lines if is_invisible(textpage, line.first_ink)}
    finally:
        textpage.close()
    inked = [line for line in lines if id(line) not in unseen]
    return [line for line in lines if id(line) not in unseen or not _covers_ink(line, inked)]


def _covers_ink(line: Line, others: Sequence[Line]) -> bool:
    """Whether most of a line overlaps other lines."""
    covered = sum(any(other.holds(glyph) for other in others) for glyph in line.ink)
    return 2 * covered > len(line.ink)


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
    for start, end in spans:
        before = _last_ink(glyphs, *joined[-1]) if joined else None
        first = next(g for g in glyphs[start:end] if not g.character.isspace())
        if before is None or not _touch(before, first):
            joined.append((start, end))
            continue
        if first.left - before.right < _SPACE * (before.top - before.bottom):
            for index in range(joined[-1][1], start):
                glyphs[index] = replace(glyphs[index], character=_NOTHING)
        joined[-1] = (joined[-1][0], end)
    return joined


def _last_ink(glyphs: list[Glyph], start: int, end: int) -> Glyph:
    return next(g for g in reversed(glyphs[start:end]) if not g.character.isspace())


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
    """Whether a character is drawn without ink, as OCR text is."""
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
