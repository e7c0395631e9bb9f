"""Line breaks inside a paragraph: which of them begin a paragraph of its own.

A field of plain text has no paragraphs; its lines are parted by breaks, and so are lists and
answers that are typed so. A line that was only wrapped by hand goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from meta87.reading.joining import ends_sentence, starts_lower
from meta87.reading.patterns import MARKER
from meta87.reading.structure import prompt_start, starts_box

Leaf = TypeVar("Leaf")

BREAK = "\v"  # a line break, as readers give it to `line_starts`; white space like any other


def line_starts(leaves: Sequence[str]) -> list[int]:
    """Returns the runs of a paragraph that begin a new paragraph, including the first one.

    Args:
        leaves: texts of the runs; each line break is a separate one.
    """
    breaks = [at for at, leaf in enumerate(leaves) if leaf == BREAK]
    starts = [0]
    for at, following in pairwise([*breaks, len(leaves)]):
        before = "".join(leaves[starts[-1] : at])
        line = before.rpartition(BREAK)[2].strip()
        after = "".join(leaves[at + 1 : following]).strip()
        if before.strip() and after and (not line or _begins(line, after)):
            starts.append(at + 1)
    return starts


def paragraphs(
    leaves: Sequence[Leaf], shown: Sequence[tuple[str, bool]]
) -> Iterator[Sequence[Leaf]]:
    """Yields the runs of a paragraph, split at lines that begin another and at a closing prompt.

    Args:
        leaves: runs of any kind.
        shown: for each run, its text, and whether it is the prompt of an empty field.
    """
    cut = prompt_start(shown)
    starts = sorted({*line_starts([text for text, _ in shown[:cut]]), cut, len(leaves)})
    yield from (leaves[a:b] for a, b in pairwise(starts))


def _begins(line: str, after: str) -> bool:
    """Returns whether a line begins something new after another."""
    listed = MARKER.match(after) is not None or starts_box(after)
    if not ends_sentence(line):
        return listed and (not after[0].isdigit() or MARKER.match(line) is not None)
    return listed or not starts_lower(after)
