"""Linear heads: from rows of the reader to the logits of labels, and what they decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict

from meta87.classify.labels import EVEN, KINDS, ROW, Passage, Prediction, Theme
from meta87.classify.words import WordHead

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LowConfidence:
    """When a label is of low confidence.

    A kind is where its probability is below ``kind``; a theme where it is nearer to its threshold
    than ``themes``, both sides of the threshold being stretched to one half.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", allow_inf_nan=False)  # in a manifest

    kind: float = 0.6
    themes: float = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """Logistic regressions on rows of the reader, and the heads of themes of its own."""

    themes: tuple[Theme, ...]
    weights: Numbers = field(repr=False)  # of themes, then of `KINDS`, ``[396, themes + 3]``
    bias: Numbers = field(repr=False)  # of the same, ``[themes + 3]``
    thresholds: Numbers  # probability from which on each theme is given, ``[themes]``
    low_confidence: LowConfidence = field(default_factory=LowConfidence)
    own: tuple[WordHead, ...] = ()  # of the last themes, whose weights and bias are 0

    def __post_init__(self) -> None:
        """Refuses arrays that do not fit together, or hold a number that is not finite."""
        labels, themes = len(self.labels), len(self.themes)
        if len(self.own) > themes:
            raise ValueError("own")
        shapes = {"weights": (ROW, labels), "bias": (labels,), "thresholds": (themes,)}
        for name, shape in shapes.items():
            array = getattr(self, name)
            if array.shape != shape or not np.isfinite(array).all():
                raise ValueError(name)

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the logits, in order."""
        return (*self.themes, *KINDS)

    @property
    def own_columns(self) -> slice:
        """Places of the themes of its own among the logits."""
        return slice(len(self.themes) - len(self.own), len(self.themes))

    def logits(self, rows: NDArray[np.float32]) -> Numbers:
        """Returns the logits of rows, ``[…, themes + 3]``; those of a mean are the mean of them.

        Those of themes of its own are 0: words tell them.
        """
        return np.asarray(rows @ self.weights + self.bias)

    def passage_logits(self, rows: NDArray[np.float32], passages: Sequence[Passage]) -> Numbers:
        """Returns the logits of passages, ``[passages, themes + 3]``, given their pooled rows."""
        logits = self.logits(rows)
        for column, head in zip(logits.T[self.own_columns], self.own, strict=True):
            column[:] = [head.logit(each.text, each.context) for each in passages]
        return logits


def decide(heads: Heads, logits: Numbers) -> Prediction:
    """Returns the labels that logits, ``[themes + 3]``, give a passage; no evidence, no acts."""
    count = len(heads.themes)
    scores, kinds = sigmoid(logits[:count]), softmax(logits[count:])
    kind = KINDS[kinds.argmax()]
    is_near = np.abs(_stretched(scores, heads.thresholds) - EVEN) < heads.low_confidence.themes
    doubtful = tuple(compress(heads.themes, is_near))
    if kinds.max() < heads.low_confidence.kind:
        doubtful = (*doubtful, kind)
    return Prediction(
        tuple(compress(heads.themes, scores >= heads.thresholds)),
        _named(heads.themes, scores),
        kind,
        _named(KINDS, kinds),
        doubtful=doubtful,
    )


def _named(labels: Sequence[str], probabilities: Numbers) -> dict[str, float]:
    return dict(zip(labels, probabilities.tolist(), strict=True))


def sigmoid(logits: Numbers) -> Numbers:
    """Returns the probabilities of labels that do not exclude each other."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -500, 500))))


def softmax(logits: Numbers) -> Numbers:
    """Returns the probabilities, along the last axis, of labels of which one holds."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _stretched(scores: Numbers, thresholds: Numbers) -> Numbers:
    """Returns probabilities with their thresholds moved to one half."""
    below = scores / thresholds * EVEN
    above = 1 - (1 - scores) / (1 - thresholds) * EVEN
    return np.where(scores < thresholds, below, above)
