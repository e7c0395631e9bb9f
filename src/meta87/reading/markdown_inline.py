"""Markdown and HTML inside a line: what is text, and what only dresses it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from meta87.reading.document import Anchor
from meta87.reading.normalise import Stretch
from meta87.reading.patterns import EMPTY, MARKUP, TEX_TICKED, TICKED

_TOKEN = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in MARKUP.items()), re.IGNORECASE
)


def stretches(line: str, number: int, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """Yields the text of ``line[start:end]`` without its markup.

    Args:
        line: the line as in the file.
        number: number of the line, from 1: the unit of the anchors.
        start: first column to read.
        end: column after the last.
    """
    for match in _TOKEN.finditer(line, start, len(line) if end is None else end):
        yield from _READERS.get(match.lastgroup or "", _verbatim)(line, number, match)


def _at(number: int, match: re.Match[str], text: str) -> Iterator[Stretch]:
    yield Stretch(text, Anchor("text", number, match.start(), match.end()))


def _verbatim(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _at(number, match, match.group())


def _nothing(_line: str, _number: int, _match: re.Match[str]) -> Iterator[Stretch]:
    return iter(())


def _space(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _at(number, match, " ")


def _entity(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _at(number, match, html.unescape(match.group()))


def _tex(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    names = set(re.findall(r"[a-z]+", match.group().lower()))
    return _at(number, match, TICKED if names & TEX_TICKED else EMPTY)


def _group(name: str, line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    start, end = match.span(name)
    return stretches(line, number, start, end)


def _emphasis(line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _group("starred" if match.lastgroup == "star" else "scored", line, number, match)


def _raw(number: int, match: re.Match[str], group: str) -> Iterator[Stretch]:
    yield Stretch(match[group], Anchor("text", number, *match.span(group)))


def _escaped(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _raw(number, match, "character")


def _autolink(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _raw(number, match, "address")


def _broken_anchor(_line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    return _raw(number, match, "href_left")


def _link(line: str, number: int, match: re.Match[str]) -> Iterator[Stretch]:
    """Yields "text (URL)", or the text alone if it already shows the URL."""
    text, address = ("label", "target") if match.lastgroup == "link" else ("content", "href")
    yield from _group(text, line, number, match)
    target = match[address]
    if "://" in target and target.rstrip("/") not in match[text]:
        start, end = match.span(address)
        yield Stretch(" (", Anchor("text", number, start, start))
        yield Stretch(target, Anchor("text", number, start, end))
        yield Stretch(")", Anchor("text", number, end, end))


_READERS = {
    "link": _link, "anchor": _link, "broken_anchor": _broken_anchor, "autolink": _autolink,
    "break": _space, "parting_tag": _space, "entity": _entity, "tex": _tex, "escape": _escaped,
    "star": _emphasis, "score": _emphasis, "image": _nothing, "comment": _nothing,
    "tag": _nothing, "note": _nothing, "fill": _nothing, "dress": _nothing,
}  # fmt: skip
