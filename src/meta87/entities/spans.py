"""Stretches of a text: which characters they take, and the text without them."""

from __future__ import annotations

from collections.abc import Iterable

Spans = Iterable[tuple[int, int]]


def marked(text: str, spans: Spans) -> bytearray:
    """Returns a byte for each character, 1 inside one of some spans."""
    marks = bytearray(len(text))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def blank(text: str, spans: Spans) -> str:
    """Returns a text with a space for every character of some spans, given in order."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
