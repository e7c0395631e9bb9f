"""The running lines of a PDF: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from meta87.reading.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_TOLERANCE = 4.0  # points
_SHARE = 0.3  # of the pages
_EDGE_LINES = 4
_APART = 0.8  # of its height


def running_apart(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Returns the pages without lines at their edges that repeat at one height, and those lines.

    Only the first and last lines of a page by height are looked at, from the edge inwards, and a
    line counts if it is on at least two pages and on three in ten of those that have other
    text. If it only repeats with its digits masked, as page numbers do, it must also be separated
    from the text: the questions of a form may differ in their numbers alone.
    """
    repeats = _Repeats(pages)
    repeats = _Repeats([page for page in pages if len(repeats.running(page)) < len(page)])
    running = {number for page in pages for number in repeats.running(page)}
    kept = [[line for line in page if id(line) not in running] for page in pages]
    return kept, [line for page in pages for line in page if id(line) in running]


class _Repeats:
    """Counts on how many pages each text occurs at a height of an edge."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.seen = Counter(key for page in pages for key in _edge_keys(page))
        self.needed = max(2, _SHARE * len(pages))

    def running(self, page: Sequence[Line]) -> set[int]:
        """Returns the lines of a page, by identity, that repeat among the pages."""
        body = [line for line in page if not self._repeats(line, _masked(line))]
        tables = {line.cell.grid for line in body if line.cell}

        def is_running(line: Line) -> bool:
            """Whether the line repeats exactly, or repeats and is separated from the text.

            The first row of a table may repeat on several pages.
            """
            if not self._repeats(line, _masked(line)) or (line.cell and line.cell.grid in tables):
                return False
            gaps = [max(line.bottom - other.top, other.bottom - line.top) for other in body]
            apart = min(gaps, default=line.height) >= _APART * line.height
            return apart or self._repeats(line, line.text)

        found = set()
        for side in _sides(page):
            running = list(takewhile(is_running, side))
            while running and _heads_table(running[-1], side[len(running) :]):
                running.pop()
            found |= {id(line) for line in running}
        return found

    def _repeats(self, line: Line, text: str) -> bool:
        """Whether enough pages have a text at about the height of a line."""
        height = round(line.bottom / _TOLERANCE)
        return sum(self.seen[text, height + shift] for shift in (-1, 0, 1)) >= self.needed


def _heads_table(line: Line, inward: Sequence[Line]) -> bool:
    """Whether a line is the first row of a table without borders."""
    rows = [[part.left for part in each.fragments()] for each in (line, *inward[:1])]
    alike = len(rows) > 1 and len(rows[0]) == len(rows[1]) > 1
    return alike and all(abs(one - other) <= _TOLERANCE for one, other in zip(*rows, strict=True))


def _masked(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _sides(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:_EDGE_LINES], by_height[: -_EDGE_LINES - 1 : -1]


def _edge_keys(page: Sequence[Line]) -> set[tuple[str, int]]:
    """Returns the texts of the lines at the edges of a page, also masked, with their heights."""
    return {
        (text, round(line.bottom / _TOLERANCE))
        for side in _sides(page)
        for line in side
        for text in (line.text, _masked(line))
    }
