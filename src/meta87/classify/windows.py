"""Windows: the passages of an answer, one after the other, as the reader is given them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

START, END, UNKNOWN = 0, 2, 3
"""Tokens that open a window, end a passage, and stand for what no token covers."""
MOST_TOKENS = 384
"""Tokens of a window."""
MOST_CONTEXT = 150
"""Tokens that a window repeats of what stands before its first passage."""
MOST_OWN = MOST_TOKENS - 2
"""Tokens of a passage that are read; the rest of a longer one is not."""
_LEAST_CONTEXT = 12  # tokens that a passage is cut to, not to fewer


@dataclass(frozen=True, slots=True)
class Window:
    """What the reader is given at once; a passage in it sees itself and those before it."""

    ids: tuple[int, ...]  # tokens
    blocks: tuple[int, ...]  # for each token the number of its passage in the window, from 0
    passages: range  # places, in the answer, of the passages that are pooled from this window
    spans: tuple[tuple[int, int], ...]  # first token and end of each of those


def windows(passages: Sequence[Sequence[int]], context: Sequence[int] = ()) -> Iterator[Window]:
    """Yields the windows of an answer, in which each passage is pooled once.

    Both the passages and the context, which stands before the first, are given as tokens.
    """
    sequence = [context, *(ids[:MOST_OWN] or [UNKNOWN] for ids in passages)]
    first = 1
    while first < len(sequence):
        parts = _before(sequence[:first], MOST_OWN - len(sequence[first]))
        repeated, size = len(parts), 1 + sum(len(ids) + 1 for ids in parts)
        for ids in sequence[first:]:
            if len(parts) > repeated and size + len(ids) >= MOST_TOKENS:
                break
            parts.append(ids)
            size += len(ids) + 1
        yield _window(parts, repeated, first - 1)
        first += len(parts) - repeated


def _window(parts: Sequence[Sequence[int]], repeated: int, first: int) -> Window:
    """Returns a window of passages, of which so many are repeated before the first of its own."""
    ends = accumulate((len(ids) + 1 for ids in parts), initial=1)
    return Window(
        ids=(START, *(token for ids in parts for token in (*ids, END))),
        blocks=(0, *(place for place, ids in enumerate(parts) for _ in range(len(ids) + 1))),
        passages=range(first, first + len(parts) - repeated),
        spans=tuple(pairwise(ends))[repeated:],
    )


def _before(earlier: Sequence[Sequence[int]], left: int) -> list[Sequence[int]]:
    """Returns the nearest earlier passages for which there is room, in order, given tokens left."""
    found: list[Sequence[int]] = []
    room = min(MOST_CONTEXT, left)
    for ids in reversed(earlier):
        kept = ids[-(room - 1) :] if room > 1 else ()
        if not kept or len(kept) < min(len(ids), _LEAST_CONTEXT):
            break
        found.insert(0, kept)
        room -= len(kept) + 1
    return found
