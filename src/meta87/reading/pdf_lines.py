"""The lines of a PDF page with their place, from PDFium's text page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pypdfium2.raw as pdfium

from meta87.reading.document import Anchor
from meta87.reading.normalise import Stretch, normalise

HYPHENS = "\ufffe\x02"  # what PDFium gives for a hyphen at the end of a line
_BREAKS = "\r\n"
_BOLD = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)
_BOLD_WEIGHT = 600
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE_GAP = 1.6  # of the height of the line
_NARROW_GAP = 0.4
_TOUCHING, _SPACE, _OVERLAP = 0.5, 0.12, 0.4
_NO_HEIGHT = 1.0  # points
_NOTHING = "\u200b"
_ALIGNED = 2.0  # points


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box, in points from the lower left of the page as it is seen."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Line:
    """Neighbouring characters of one line.

    Attributes:
        page: from 1.
        start: index of the first character in the text page.
        glyphs: its characters, spaces among them.
        bold: whether all of it is bold.
        width: width of the page, in points.
        prefix: the box of a form field that stands before the line.
    """

    page: int
    start: int
    glyphs: tuple[Glyph, ...]
    bold: bool
    width: float
    prefix: str = ""

    @cached_property
    def text(self) -> str:
        """Its normal text."""
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
        """Height of its letters: a stand-in for the font size, which a broken font has none of."""
        heights = sorted(g.top - g.bottom for g in self.ink)
        return heights[len(heights) // 2] or _NO_HEIGHT

    @cached_property
    def ink(self) -> list[Glyph]:
        """The characters that are not white space."""
        return [g for g in self.glyphs if not g.character.isspace()]

    def stretch(self, start: int = 0, end: int | None = None) -> Stretch:
        """Give the characters ``start:end`` of the line with their anchor."""
        raw = self.raw[start:end]
        first = self.start + start
        return Stretch(raw, Anchor("page", self.page, first, first + len(raw)))

    def fragments(self, columns: Sequence[float] = ()) -> list[Line]:
        """Cut the line at wide gaps, and at any gap before the left edge of a known column."""
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


def page_lines(page: Any, number: int) -> list[Line]:
    """Give the lines of a pypdfium2 page in the order in which the file draws them."""
    textpage = page.get_textpage()
    try:
        width = page.get_width()
        glyphs = [_glyph(textpage.raw, i) for i in range(textpage.count_chars())]
        if page.get_rotation():
            glyphs = [_turned(glyph, page) for glyph in glyphs]
        return [
            Line(
                number,
                start,
                tuple(glyphs[start:end]),
                _is_bold(textpage.raw, start, glyphs[start:end]),
                width,
            )
            for start, end in _raised_joined(list(_spans(glyphs)), glyphs)
        ]
    finally:
        textpage.close()


def _spans(glyphs: list[Glyph]) -> Iterator[tuple[int, int]]:
    """Give the first and last index of each line that has ink."""
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
    """Join what PDFium parts at a raised or lowered character: "37ª", a note's number.

    The break between the two is blanked where no gap shows a space.
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
    """Tell whether two characters of differing height stand side by side."""
    height = max(left.top - left.bottom, right.top - right.bottom)
    overlap = min(left.top, right.top) - max(left.bottom, right.bottom)
    near = -1 < right.left - left.right < _TOUCHING * height
    return near and overlap > _OVERLAP * min(left.top - left.bottom, right.top - right.bottom)


def _glyph(textpage: Any, index: int) -> Glyph:
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    character = "\ufffd" if code == 0 or _SURROGATE.fullmatch(chr(code)) else chr(code)
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
        return Glyph(character, 0, 0, 0, 0)
    return Glyph(character, box.left, box.bottom, box.right, box.top)


def _turned(glyph: Glyph, page: Any) -> Glyph:
    """Turn a box by quarters, as the page's /Rotate entry turns the page."""
    width, height = page.get_size()  # as seen
    boxes = {
        1: (glyph.bottom, height - glyph.right, glyph.top, height - glyph.left),
        2: (width - glyph.right, height - glyph.top, width - glyph.left, height - glyph.bottom),
        3: (width - glyph.top, glyph.left, width - glyph.bottom, glyph.right),
    }
    return Glyph(glyph.character, *boxes[page.get_rotation() // 90])


def _is_bold(textpage: Any, start: int, glyphs: list[Glyph]) -> bool:
    """Look at the first letter of the line, the one in the middle, and the last."""
    letters = [start + i for i, glyph in enumerate(glyphs) if glyph.character.isalnum()]
    looked = {letters[k * (len(letters) - 1) // 2] for k in (0, 1, 2)} if letters else set()
    return bool(looked) and all(_bold_at(textpage, index) for index in looked)


def _bold_at(textpage: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, None)
    return _BOLD.search(name.value) is not None
