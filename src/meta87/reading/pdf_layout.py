"""What the pages of a PDF have in common: text size, margins, columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from meta87.reading.line_joining import starts_lower
from meta87.reading.patterns import NOTE_MARK
from meta87.reading.pdf_lines import Line

_HEADING = 1.15  # of the height of the body
_BOLD_HEADING = 1.05
_SMALL = 0.93
_DOUBLE_SPACED = 1.1  # of the height of the body: no wider gap is inside a paragraph

_Column = tuple[float, int]
_LEAST_LINES = 5  # of a column
_CROSSING = 0.2  # of the lines of a page with two columns
_CENTRE = (0.35, 0.65)  # of the page's width, where the gutter between columns is looked for
_STEPS = 20


@dataclass(frozen=True)
class Layout:
    """Measures of a document, in points."""

    body: float  # height of the lines of its running text
    gap: float  # usual distance between two lines of a paragraph
    rights: dict[_Column, float]  # right margin by page width and column (0 none, 1 left, 2 right)
    gutters: dict[int, float]  # by page, where the gutter between two columns is
    headings: tuple[float, ...]  # heights of headings, the largest first

    @classmethod
    def from_pages(cls, pages: Sequence[Sequence[Line]]) -> Layout:
        """Measures the pages, which have at least one line."""
        lines = [line for page in pages for line in page]
        heights: Counter[float] = Counter()
        for line in lines:
            heights[round(line.height, 1)] += len(line.text)
        body = heights.most_common(1)[0][0]
        gutters = {page[0].page: x for page in pages if (x := gutter(page)) is not None}
        rights: dict[_Column, list[float]] = defaultdict(list)
        for line in lines:
            rights[line.width, column(line, gutters.get(line.page))].append(line.right)
        sizes = {round(line.height) for line in lines if _is_large(line, body)}
        return cls(
            body,
            _usual_gap(lines, body),
            {key: sorted(values)[-1 - len(values) // 20] for key, values in rights.items()},
            gutters,
            tuple(sorted(sizes, reverse=True)),
        )

    def heading_level(self, line: Line) -> int:
        """Returns the level of a heading, from 1, or 0 for other text."""
        return self.headings.index(round(line.height)) + 1 if _is_large(line, self.body) else 0

    def footnotes(self, page: Sequence[Line]) -> list[Line]:
        """Returns the notes at the foot of a page: its last lines, if small and marked."""
        small = list(takewhile(lambda line: line.height < _SMALL * self.body, reversed(page)))
        begins = bool(small) and NOTE_MARK.match(small[-1].text) is not None
        return small[::-1] if begins and len(small) < len(page) else []

    def space_to_margin(self, line: Line) -> float:
        """Returns how far the end of a line is from the margin."""
        return self.rights[line.width, column(line, self.gutters.get(line.page))] - line.right

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the next line would not have fitted on this one."""
        return following.first_word + line.height / 5 > self.space_to_margin(line)


def _is_large(line: Line, body: float) -> bool:
    return line.height >= body * (_BOLD_HEADING if line.bold else _HEADING)


def _usual_gap(lines: Sequence[Line], body: float) -> float:
    """Returns the median gap before lines that continue a sentence, otherwise before any."""
    pairs = [
        (before, line)
        for before, line in pairwise(lines)
        if before.page == line.page
        and before.bottom - line.top < body * _DOUBLE_SPACED
        and line.top < before.top
    ]
    inside = [pair for pair in pairs if starts_lower(pair[1].text)]
    return median(before.bottom - line.top for before, line in inside or pairs) if pairs else 0.0


def gutter(page: Sequence[Line]) -> float | None:
    """Returns the position of the emptiest strip between two columns, or None without columns."""
    width = page[0].width if page else 0
    found: dict[float, int] = {}
    for step in range(_STEPS + 1):
        x = width * (_CENTRE[0] + (_CENTRE[1] - _CENTRE[0]) * step / _STEPS)
        left, right = (sum(column(line, x) == side for line in page) for side in (1, 2))
        crossing = len(page) - left - right
        if min(left, right) >= _LEAST_LINES and crossing <= _CROSSING * len(page):
            found[x] = crossing
    return min(found, key=found.__getitem__, default=None)


def column(line: Line, x: float | None) -> int:
    """Returns the column of a line: 1 left of a gutter, 2 right of it, otherwise 0."""
    if x is None or line.left < x < line.right:
        return 0
    return 1 if line.right <= x else 2
