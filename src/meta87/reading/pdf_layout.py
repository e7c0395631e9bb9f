"""What the pages of a PDF have in common: body size, margins, columns, distance of lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from meta87.reading.joining import starts_lower
from meta87.reading.pdf_lines import Line

_HEADING = 1.15  # of the height of the body
_BOLD_HEADING = 1.05
_DOUBLE_SPACED = 1.1  # of the height of the body: no wider gap is inside a paragraph
_COLUMN_LINES = 5
_CROSSING = 0.2  # of the lines of a page with two columns
_CENTRE = (0.35, 0.65)  # of the page's width, where the gutter between columns is looked for
_WORD = re.compile(r"\S+")

_Column = tuple[float, int]


@dataclass(frozen=True)
class Layout:
    """Measures of a document, in points.

    Attributes:
        body: height of the lines of its running text.
        left: left edge of most lines.
        gap: usual distance between two lines of a paragraph.
        rights: right margin by page width and column (0 none, 1 left, 2 right).
        gutters: by page, where the gutter between two columns is.
        headings: heights of headings, the largest first.
    """

    body: float
    left: float
    gap: float
    rights: dict[_Column, float]
    gutters: dict[int, float]
    headings: tuple[float, ...]

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> Layout:
        """Measure the pages, which hold one line at least."""
        lines = [line for page in pages for line in page]
        heights: Counter[float] = Counter()
        for line in lines:
            heights[round(line.height, 1)] += len(line.text)
        body = heights.most_common(1)[0][0]
        gutters = {page[0].page: x for page in pages if page and (x := _gutter(page)) is not None}
        rights: dict[_Column, list[float]] = defaultdict(list)
        for line in lines:
            rights[line.width, _column(line, gutters)].append(line.right)
        sizes = {round(line.height) for line in lines if _is_large(line, body)}
        return cls(
            body,
            Counter(round(line.left) for line in lines).most_common(1)[0][0],
            _usual_gap(lines, body),
            {key: sorted(values)[-1 - len(values) // 20] for key, values in rights.items()},
            gutters,
            tuple(sorted(sizes, reverse=True)),
        )

    def heading_level(self, line: Line) -> int:
        """Give the level of a heading, from 1, or 0 for other text."""
        return self.headings.index(round(line.height)) + 1 if _is_large(line, self.body) else 0

    def is_full(self, line: Line, following: Line) -> bool:
        """Tell whether the first word of the following line had no room left on this one."""
        margin = self.rights[line.width, _column(line, self.gutters)]
        word = _WORD.search(following.raw)
        if word is None:
            return True
        glyphs = following.glyphs[word.start() : word.end()]
        return line.right + (glyphs[-1].right - glyphs[0].left) + line.height / 5 > margin

    def same_column(self, line: Line, following: Line) -> bool:
        """Tell whether two lines stand one below the other in one column of one page."""
        return line.page == following.page and following.top < line.top


def _is_large(line: Line, body: float) -> bool:
    return line.height >= body * (_BOLD_HEADING if line.bold else _HEADING)


def _usual_gap(lines: Sequence[Line], body: float) -> float:
    """Give the median gap before the lines that go on with a sentence, else before any."""
    pairs = [
        (before, line)
        for before, line in pairwise(lines)
        if before.page == line.page
        and before.bottom - line.top < body * _DOUBLE_SPACED
        and line.top < before.top
    ]
    inside = [pair for pair in pairs if starts_lower(pair[1].text)]
    return median(before.bottom - line.top for before, line in inside or pairs) if pairs else 0.0


def _gutter(page: Sequence[Line]) -> float | None:
    """Give the middle of the empty strip between two columns, where the page has them."""
    width = page[0].width
    for step in range(21):
        x = width * (_CENTRE[0] + (_CENTRE[1] - _CENTRE[0]) * step / 20)
        left = [line for line in page if line.right < x]
        right = [line for line in page if line.left > x]
        crossing = len(page) - len(left) - len(right)
        if min(len(left), len(right)) >= _COLUMN_LINES and crossing <= _CROSSING * len(page):
            return x
    return None


def _column(line: Line, gutters: dict[int, float]) -> int:
    gutter = gutters.get(line.page)
    if gutter is None or line.left < gutter < line.right:
        return 0
    return 1 if line.right <= gutter else 2
