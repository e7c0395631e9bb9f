"""Word heads: the logits of themes of one's own, from the words of a passage.

The reader learnt to tell the guideline's themes apart, and keeps little of what else a text is
about; the words themselves tell a new subject. A word head is linear in the character n-grams of
the words, hashed (Weinberger et al. 2009, "Feature hashing for large scale multitask learning") and
weighed by TF-IDF, so what each word adds is exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from meta87.entities.folding import plain

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer

Numbers = NDArray[np.float64]

BUCKETS = 1 << 16
"""Into how many features n-grams are hashed."""
CONTEXT = 300
"""Characters of what stands before a passage that are read with it."""
_LENGTHS = (3, 5)  # characters of the shortest and of the longest n-gram, a word's ends among them
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class WordHead:
    """The head of one theme of a model's own.

    Attributes:
        idf: inverse document frequency of each feature, ``[65536]``.
        weights: coefficients, ``[65536]``.
        bias: added to what the words add.
        context: how much the words before a passage count beside its own, from 0 to 1.
    """

    idf: Numbers = field(repr=False)
    weights: Numbers = field(repr=False)
    bias: float
    context: float

    def __post_init__(self) -> None:
        """Refuses numbers that do not fit together, or are not finite."""
        for array, shape in ((self.idf, (BUCKETS,)), (self.weights, (BUCKETS,))):
            if array.shape != shape or not np.isfinite(array).all():
                raise ValueError(array.shape)
        if not np.isfinite(self.bias) or not 0 <= self.context <= 1:
            raise ValueError(self.bias, self.context)

    def added(self, words: Sequence[str]) -> Numbers:
        """Returns what each word of a text adds to the logit, ``[words]``."""
        found = [ngrams(word) for word in words]
        if not found:
            return np.zeros(0)
        buckets, counts = (np.concatenate(part) for part in zip(*found, strict=True))
        places = np.repeat(np.arange(len(found)), [len(part[0]) for part in found])
        each, at = np.unique(buckets, return_inverse=True)
        length = float(np.linalg.norm(np.bincount(at, counts) * self.idf[each]))
        shares = counts * self.idf[buckets] * self.weights[buckets] / (length or 1.0)
        return np.asarray(np.bincount(places, shares, len(found)), float)

    def logit(self, text: str, context: str = "") -> float:
        """Returns the logit of a passage, given what stands before it."""
        before = self.added(near(context).split()) if self.context else np.zeros(0)
        own = self.added(text.split())
        return float(own.sum() + self.context * before.sum()) + self.bias

    def token_logits(self, words: Sequence[tuple[str, int]], context: str, count: int) -> Numbers:
        """Returns logits of the tokens of a passage, ``[tokens]``, whose mean is the passage's.

        What no word that is read adds is given to the token that ends it.

        Args:
            words: with how many tokens each has.
            context: what stands before the passage.
            count: tokens of the passage that are read, with the one that ends it.
        """
        shares, tokens = self.added([word for word, _ in words]), [many for _, many in words]
        logits = np.zeros(count)
        each = np.repeat(shares / np.maximum(tokens, 1), tokens)[: count - 1]
        logits[: len(each)] = each
        logits[-1] = self.logit("", context) + shares.sum() - each.sum()
        return logits * count


def near(context: str) -> str:
    """Returns the end of what stands before a passage, in whole words."""
    return context if len(context) <= CONTEXT else context[-CONTEXT:].partition(" ")[2]


@lru_cache(maxsize=1 << 14)
def ngrams(word: str) -> tuple[NDArray[np.int_], Numbers]:
    """Returns the features of a word, and how often it has each."""
    counts = features([word])
    return counts.indices, counts.data


def features(texts: Sequence[str]) -> Any:
    """Returns how often texts have each feature, a sparse array ``[texts, 65536]``."""
    return _vectorizer().transform([" ".join(_WORD.findall(plain(text))) for text in texts])


@cache
def _vectorizer() -> HashingVectorizer:
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415  heavy

    return HashingVectorizer(
        analyzer="char_wb",
        ngram_range=_LENGTHS,
        n_features=BUCKETS,
        norm=None,
        alternate_sign=False,
    )
