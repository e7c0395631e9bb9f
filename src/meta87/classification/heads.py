"""The linear models: items → probabilities and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from meta87.classification.evidence import Weighing, reasons
from meta87.classification.features import EachTheme, by_theme
from meta87.classification.items import Item
from meta87.classification.labels import KINDS, THEMES, Kind, Prediction, Theme
from meta87.classification.model import Doubt

_DIGITS = 6  # of a score: what is beyond depends on how the encoder's sums were ordered


@dataclass(frozen=True, slots=True)
class Heads:
    """The trained estimators.

    Attributes:
        themes: items → probability of each theme, in the order of `THEMES`.
        kind: items → probability of each kind, in the order of ``kind.classes_``.
    """

    themes: EachTheme
    kind: Pipeline

    def predict(
        self, items: Sequence[Item], thresholds: NDArray[np.float64], doubt: Doubt
    ) -> list[Prediction]:
        """Label items.

        Args:
            items: what to label.
            thresholds: from what probability on each theme is given, ``[4]``.
            doubt: from where on a label is doubtful.
        """
        of_themes = Weighing.of(self.themes.estimator_, self.themes.rows(items))
        of_kind = Weighing.of(self.kind, items)
        themes = np.round(by_theme(of_themes.probabilities()), _DIGITS)
        kinds = np.round(of_kind.probabilities(), _DIGITS)
        chosen = [cast("Kind", str(self.kind.classes_[c])) for c in kinds.argmax(axis=1)]
        labels = [_named(row) for row in themes >= thresholds]
        near = [_named(row) for row in doubt.of_themes(themes, thresholds)]
        evidence = reasons(of_themes, of_kind, items, list(zip(labels, chosen, strict=True)))
        return [
            Prediction(
                labels[row],
                dict(zip(THEMES, themes[row].tolist(), strict=True)),
                chosen[row],
                self._kind_scores(kinds[row]),
                evidence[row],
                (*near[row], *((chosen[row],) if kinds[row].max() < doubt.kind else ())),
                item.acts,
                item.own_themes,
            )
            for row, item in enumerate(items)
        ]

    def _kind_scores(self, row: NDArray[np.float64]) -> dict[str, float]:
        scores = dict(zip(self.kind.classes_, row.tolist(), strict=True))
        return {kind: scores[kind] for kind in KINDS}


def _named(given: NDArray[np.bool_]) -> tuple[Theme, ...]:
    return tuple(theme for theme, is_given in zip(THEMES, given, strict=True) if is_given)
