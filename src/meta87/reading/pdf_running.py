"""Running headers, footers and page numbers: lines that repeat at the edges of the pages."""

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


def drop_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Give the pages without the edge lines that stand at the same height on several pages.

    Texts are compared with their digits masked, so that page numbers repeat. Only the first
    and last lines of a page by height are looked at, from the edge inwards, and a line counts
    when it stands on two pages at least and on three in ten, of those that hold other text.
    """
    running = [_running(page, pages) for page in pages]
    with_body = [page for page, lines in zip(pages, running, strict=True) if len(lines) < len(page)]
    running = [_running(page, with_body) for page in pages]
    return [
        [line for line in page if id(line) not in lines]
        for page, lines in zip(pages, running, strict=True)
    ]


def _running(page: Sequence[Line], pages: Sequence[Sequence[Line]]) -> set[int]:
    """Give the lines of the page, by identity, that repeat among the pages."""
    seen = Counter(key for other in pages for key in {_key(line) for line in _edges(other)})
    needed = max(2, _SHARE * len(pages))

    def repeats(line: Line) -> bool:
        """Say whether enough other pages hold the line at about its height."""
        text, height = _key(line)
        return sum(seen[text, height + shift] for shift in (-1, 0, 1)) >= needed

    return {id(line) for side in _sides(page) for line in takewhile(repeats, side)}


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / _TOLERANCE)


def _sides(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:_EDGE_LINES], by_height[: -_EDGE_LINES - 1 : -1]


def _edges(page: Sequence[Line]) -> list[Line]:
    top, bottom = _sides(page)
    return [*top, *bottom]
