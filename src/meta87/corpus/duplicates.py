"""Passages that are in the corpus twice, or nearly.

All pairs are compared, in seconds: MinHash (datasketch) would only propose pairs to compare so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process, utils

from meta87.corpus.files import LocatedRecord
from meta87.corpus.splits import Split

_MIN_WORDS = 6  # shorter passages repeat by nature: "No aplica", lead-ins, headings
_MIN_SIMILARITY = 90  # of 100


def repeated(passages: Sequence[LocatedRecord]) -> Iterator[tuple[LocatedRecord, LocatedRecord]]:
    """Yields passages with the text and context of an earlier one, each with that one."""
    first: dict[tuple[str, str], LocatedRecord] = {}
    for here in passages:
        text = _plain(here)
        there = first.setdefault((text, utils.default_process(here.record.context)), here)
        if there is not here and not _short(text) and not _paired(here, there):
            yield here, there


def near_duplicates(
    passages: Sequence[LocatedRecord],
) -> Iterator[tuple[LocatedRecord, LocatedRecord, int]]:
    """Yields passages similar to one of an earlier split, with that one and their similarity.

    Similarity is the normalised indel similarity of the texts without case and punctuation, 0 to
    100. Members of one minimal pair are meant to be alike.
    """
    groups = [
        [(p, text) for p in passages if p.record.split == split and not _short(text := _plain(p))]
        for split in Split
    ]
    for earlier, later in combinations(filter(None, groups), 2):
        similarity = process.cdist(
            [text for _, text in later],
            [text for _, text in earlier],
            scorer=fuzz.ratio,
            score_cutoff=_MIN_SIMILARITY,
            dtype=np.uint8,
            workers=-1,
        )
        for row, column in np.argwhere(similarity > 0):
            here, there = later[row][0], earlier[column][0]
            if not _paired(here, there):
                yield here, there, int(similarity[row, column])


def _plain(passage: LocatedRecord) -> str:
    return utils.default_process(passage.record.text)


def _short(text: str) -> bool:
    return len(text.split()) < _MIN_WORDS


def _paired(here: LocatedRecord, there: LocatedRecord) -> bool:
    return here.record.pair is not None and here.record.pair == there.record.pair
