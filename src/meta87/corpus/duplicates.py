"""Passages that are in the corpus twice, or nearly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process, utils

from meta87.corpus.files import PlacedRecord
from meta87.corpus.schema import SPLITS

_SHORT = 6  # words up to which passages repeat by nature: "No aplica", lead-ins, headings
_LIKE = 90  # of 100


def repeated(passages: Sequence[PlacedRecord]) -> Iterator[tuple[PlacedRecord, PlacedRecord]]:
    """Yields passages with the text and context of an earlier one, each with that one."""
    first: dict[tuple[str, str], PlacedRecord] = {}
    for here in passages:
        text = _plain(here)
        there = first.setdefault((text, utils.default_process(here.record.context)), here)
        if there is not here and not _short(text) and not _paired(here, there):
            yield here, there


def near_duplicates(
    passages: Sequence[PlacedRecord],
) -> Iterator[tuple[PlacedRecord, PlacedRecord, float]]:
    """Yields passages similar to one of an earlier split, with that one and their similarity.

    Similarity is the normalised indel similarity of the texts without case and punctuation, 0 to
    100. Members of one minimal pair are meant to be alike.
    """
    groups = [[p for p in passages if p.record.split == split] for split in SPLITS]
    for earlier, later in combinations(groups, 2):
        yield from _alike(earlier, later)


def _alike(
    earlier: Sequence[PlacedRecord], later: Sequence[PlacedRecord]
) -> Iterator[tuple[PlacedRecord, PlacedRecord, float]]:
    long_before = [(p, text) for p in earlier if not _short(text := _plain(p))]
    long_after = [(p, text) for p in later if not _short(text := _plain(p))]
    if not long_before or not long_after:
        return
    likeness = process.cdist(
        [text for _, text in long_after],
        [text for _, text in long_before],
        scorer=fuzz.ratio,
        score_cutoff=_LIKE,
        dtype=np.float32,
        workers=-1,
    )
    for row, column in np.argwhere(likeness > 0):
        here, there = long_after[row][0], long_before[column][0]
        if not _paired(here, there):
            yield here, there, float(likeness[row, column])


def _plain(passage: PlacedRecord) -> str:
    return utils.default_process(passage.record.text)


def _short(text: str) -> bool:
    return len(text.split()) < _SHORT


def _paired(here: PlacedRecord, there: PlacedRecord) -> bool:
    return here.record.pair is not None and here.record.pair == there.record.pair
