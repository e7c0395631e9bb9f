"""The classifier: passages → themes and kind, with scores and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import VotingClassifier
from sklearn.pipeline import Pipeline

from meta87.classification.encoder import Encoder
from meta87.classification.evidence import reasons
from meta87.classification.items import Item, items_of
from meta87.classification.labels import KINDS, THEMES, Kind, Passage, Prediction, Theme

_DIGITS = 6  # of a score: what is beyond depends on how the encoder's sums were ordered


@dataclass(frozen=True, slots=True)
class Model:
    """Linear models over the encoder's vectors, the word lists and the cues.

    Attributes:
        encoder: gives the vectors.
        themes: items → probability of each theme, in the order of `THEMES`.
        kind: items → probability of each kind, in the order of ``kind.classes_``.
        thresholds: from what probability on each theme is given, float ``[4]``.
    """

    encoder: Encoder
    themes: Pipeline
    kind: VotingClassifier
    thresholds: NDArray[np.float64]

    def predict(self, passages: Sequence[Passage]) -> list[Prediction]:
        """Label passages; what one gets does not depend on the others nor on their order."""
        return self.predict_items(items_of(passages, self.encoder)) if passages else []

    def predict_items(self, items: Sequence[Item]) -> list[Prediction]:
        """Label passages whose vectors and signals are known."""
        themes = np.round(self.themes.predict_proba(items), _DIGITS)
        kinds = np.round(self.kind.predict_proba(items), _DIGITS)
        given = themes >= self.thresholds
        chosen = [cast("Kind", str(self.kind.classes_[c])) for c in kinds.argmax(axis=1)]
        labels = [_named(row) for row in given]
        evidence = reasons(self.themes, self.kind, items, list(zip(labels, chosen, strict=True)))
        return [
            Prediction(
                labels[row],
                dict(zip(THEMES, themes[row].tolist(), strict=True)),
                chosen[row],
                self._kind_scores(kinds[row]),
                evidence[row],
            )
            for row in range(len(items))
        ]

    def _kind_scores(self, row: NDArray[np.float64]) -> dict[str, float]:
        scores = dict(zip(self.kind.classes_, row.tolist(), strict=True))
        return {kind: scores[kind] for kind in KINDS}


def _named(given: NDArray[np.bool_]) -> tuple[Theme, ...]:
    return tuple(theme for theme, is_given in zip(THEMES, given, strict=True) if is_given)
