"""Spans as tags of tokens (BIO), and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from meta87.corpus.formats.carried import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")

Piece = tuple[int, int]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Give words and signs by their first code point and the one after the last.

    A word is cut where a span begins or ends within it.
    """
    cuts = {edge for start, end, _ in spans for edge in (start, end)}
    return [
        piece for match in _TOKEN.finditer(text) for piece in cut(match.start(), match.end(), cuts)
    ]


def cut(start: int, end: int, cuts: Iterable[int]) -> list[Piece]:
    """Cut a stretch at each place that lies within it."""
    edges = [start, *sorted(place for place in cuts if start < place < end), end]
    return list(pairwise(edges))


def tags(found: Sequence[Piece], spans: Iterable[Span]) -> list[str]:
    """Give the tag of each piece: ``B-DATE`` begins a span, ``I-DATE`` goes on, else ``O``."""
    given = ["O"] * len(found)
    for first, last, label in spans:
        inside = [i for i, (start, end) in enumerate(found) if first <= start and end <= last]
        for number, place in enumerate(inside):
            given[place] = f"{'I' if number else 'B'}-{label}"
    return given


def spans_of_tags(found: Sequence[Piece], given: Sequence[str]) -> list[Span]:
    """Give the spans that the tags of the pieces make; a stray ``I-`` begins one."""
    spans: list[Span] = []
    goes_on = ""
    for (start, end), tag in zip(found, given, strict=True):
        prefix, _, label = tag.partition("-")
        if prefix == "I" and label == goes_on:
            spans[-1] = (spans[-1][0], end, label)
        elif prefix in {"B", "I"}:
            spans.append((start, end, label))
        goes_on = label if prefix in {"B", "I"} else ""
    return spans
