"""Attributions: the words of a passage that add most to the logit of a label.

Pooling is by mean and heads are linear, so the logit of a passage is the mean of its tokens'
logits: a word's share is the sum of those of its tokens over their number. Nothing is estimated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np

from meta87.classify.heads import Heads, Numbers
from meta87.classify.labels import KINDS, Evidence
from meta87.entities.folding import plain

_MOST = 3  # words of a label
_LEAST_SHARE = 0.08  # of the logit of a label, or of its positive part
_LONG = 4  # letters
_MOST_KEPT = 10_000  # words
_MARKS = re.compile(r"^\W+|\W+$")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_FUNCTION_WORDS = frozenset((files(__package__) / "function_words.txt").read_text("utf8").split())


def evidence(
    heads: Heads, labels: Sequence[str], words: Sequence[tuple[str, int]], logits: Numbers
) -> tuple[Evidence, ...]:
    """Returns the words that weighed most for labels, the strongest first within each.

    Each word has its number of tokens; there may be fewer logits, ``[tokens, themes + 3]``.
    """
    return tuple(
        reason
        for label in labels
        for reason in _reasons(label, words, _added(heads, label, logits))
    )


def _added(heads: Heads, label: str, logits: Numbers) -> Numbers:
    """Returns what each token adds to the logit of a label, a kind's beside the others."""
    column = logits[:, heads.labels.index(label)]
    if label in KINDS:
        others = [heads.labels.index(kind) for kind in KINDS if kind != label]
        column = column - logits[:, others].mean(axis=1)
    return np.asarray(column / len(logits))


def _reasons(label: str, words: Sequence[tuple[str, int]], added: Numbers) -> Iterator[Evidence]:
    ends = np.cumsum([count for _, count in words])
    sums = np.add.accumulate(np.concatenate([[0.0], added]))
    shares: dict[str, float] = {}
    for (written, count), end in zip(words, ends.tolist(), strict=True):
        if end < len(added) and (word := _shown(written)):
            shares[word] = shares.get(word, 0.0) + float(sums[end] - sums[end - count])
    least = max(_LEAST_SHARE * float(added.clip(min=0).sum()), 1e-3)
    ranked = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return (Evidence(label, word, round(share, 4)) for word, share in ranked if share >= least)


@lru_cache(_MOST_KEPT)
def _shown(written: str) -> str:
    """Returns a word without its marks, if it can be shown: a long one, an acronym or a number.

    Of function words and addresses, "" is returned.
    """
    word = _MARKS.sub("", written)
    if plain(word) in _FUNCTION_WORDS or _URL.search(word):
        return ""
    is_acronym = len(word) > 1 and (word.isupper() or word.isdigit())
    return word if len(word) >= _LONG or is_acronym else ""
