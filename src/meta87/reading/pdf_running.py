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
_APART = 0.8  # of its height


def drop_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Returns the pages without lines at their edges that repeat at one height.

    Only the first and last lines of a page by height are looked at, from the edge inwards, and a
    line counts if it is on at least two pages and on three in ten of those that have other
    text. If it only repeats with its digits masked, as page numbers do, it must also be separated
    from the text: the questions of a form may differ in their numbers alone.
    """
    running = [_running(page, pages) for page in pages]
    with_body = [page for page, lines in zip(pages, running, strict=True) if len(lines) < len(page)]
    running = [_running(page, with_body) for page in pages]
    return [
        [line for line in page if id(line) not in lines]
        for page, lines in zip(pages, running, strict=True)
    ]


def _running(page: Sequence[Line], pages: Sequence[Sequence[Line]]) -> set[int]:
    """Returns the lines of the page, by identity, that repeat among the pages."""
    edges = [{_key(line): _exact(line) for line in _edges(other)} for other in pages]
    seen = Counter(key for other in edges for key in other)
    same = Counter(exact for other in edges for exact in set(other.values()))
    needed = max(2, _SHARE * len(pages))

    def repeats(line: Line) -> bool:
        """Returns whether enough other pages have the line at about its height."""
        return _count(seen, _key(line)) >= needed

    body = [line for line in page if not repeats(line)]

    def is_running(line: Line) -> bool:
        """Returns whether the line repeats exactly, or repeats and is separated from the text."""
        return repeats(line) and (_count(same, _exact(line)) >= needed or _is_apart(line, body))

    found = set()
    for side in _sides(page):
        running = list(takewhile(is_running, side))
        while running and _heads_table(running[-1], side[len(running) :]):
            running.pop()
        found |= {id(line) for line in running}
    return found


def _heads_table(line: Line, inward: Sequence[Line]) -> bool:
    """Returns whether a line is the first row of a table, which may repeat on several pages."""
    rows = [[part.left for part in each.fragments()] for each in (line, *inward[:1])]
    if len(rows) == 1 or len(rows[0]) == 1 or len(rows[0]) != len(rows[1]):
        return False
    return all(abs(one - other) <= _TOLERANCE for one, other in zip(*rows, strict=True))


def _count(seen: Counter[tuple[str, int]], key: tuple[str, int]) -> int:
    text, height = key
    return sum(seen[text, height + shift] for shift in (-1, 0, 1))


def _is_apart(line: Line, body: Sequence[Line]) -> bool:
    """Returns whether a line is separated from the text above and below it by about a line."""
    gaps = [max(line.bottom - other.top, other.bottom - line.top) for other in body]
    return min(gaps, default=line.height) >= _APART * line.height


def _exact(line: Line) -> tuple[str, int]:
    return line.text, round(line.bottom / _TOLERANCE)


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / _TOLERANCE)


def _sides(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:_EDGE_LINES], by_height[: -_EDGE_LINES - 1 : -1]


def _edges(page: Sequence[Line]) -> list[Line]:
    top, bottom = _sides(page)
    return [*top, *bottom]
