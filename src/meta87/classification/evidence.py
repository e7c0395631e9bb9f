"""Why a label was given: the words and cues that weighed most for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.ensemble import VotingClassifier
from sklearn.pipeline import Pipeline

from meta87.classification.items import Item
from meta87.classification.labels import THEMES, Evidence, Kind, Theme
from meta87.classification.text import fold

_MOST = 5
_LEAST_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Weighing:
    """A linear model as reasons are read from it.

    Attributes:
        rows: what was weighed, sparse ``[items, features]``.
        names: of the features, ``block__name``.
        weights: by label, one a feature.
    """

    rows: csr_matrix
    names: NDArray[np.str_]
    weights: dict[str, NDArray[np.float64]]

    @classmethod
    def of(
        cls, pipeline: Pipeline, items: Sequence[Item], weights: dict[str, NDArray[np.float64]]
    ) -> Self:
        """Read the features that a pipeline sees of the items."""
        features = pipeline[:-1]
        return cls(csr_matrix(features.transform(items)), features.get_feature_names_out(), weights)

    def strongest(self, item: Item, row: int, label: str) -> list[Evidence]:
        """Give the features of an item that spoke most for a label."""
        found: dict[str, float] = {}
        for column, value in zip(self.rows[row].indices, self.rows[row].data, strict=True):
            weight = float(self.weights[label][column] * value)
            text = _shown(item, self.names[column]) if weight >= _LEAST_WEIGHT else ""
            if text:
                found[text] = found.get(text, 0.0) + weight
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Evidence(label, text, round(weight, 4)) for text, weight in ranked[:_MOST]]


def reasons(
    themes: Pipeline,
    kind: VotingClassifier,
    items: Sequence[Item],
    labels: Sequence[tuple[tuple[Theme, ...], Kind]],
) -> list[tuple[Evidence, ...]]:
    """Give, per item, up to five reasons for each theme given and for the kind.

    A weight is coefficient × value, in log-odds. The meaning of the sentence weighs too, but
    its dimensions have no names, so it is left out.
    """
    by_cues = kind.named_estimators_["cues"]
    theme_weights = [one.coef_[0] for one in themes[-1].estimators_]
    of_themes = Weighing.of(themes, items, dict(zip(THEMES, theme_weights, strict=True)))
    of_kind = Weighing.of(by_cues, items, dict(zip(kind.classes_, by_cues[-1].coef_, strict=True)))
    return [
        (
            *(reason for theme in given for reason in of_themes.strongest(item, row, theme)),
            *of_kind.strongest(item, row, chosen),
        )
        for row, (item, (given, chosen)) in enumerate(zip(items, labels, strict=True))
    ]


def _shown(item: Item, feature: str) -> str:
    """Give what a user can read of a feature: its words in the passage, or what its form is."""
    block, _, name = feature.partition("__")
    if block == "meaning":
        return ""
    if block == "words":
        return _word_in(item, name.rpartition("__")[2])
    signals = item.themes if block == "lists" else item.kind
    return next((signal.shown for signal in signals if signal.name == name), "")


def _word_in(item: Item, words: str) -> str:
    """Give the words as the passage writes them; of an entity's label, the entity."""
    if words.isupper():
        return next((e.text for e in item.passage.entities if e.label == words), "")
    pattern = r"\W+".join(map(re.escape, words.split()))
    match = re.search(rf"(?<!\w){pattern}(?!\w)", fold(item.passage.text))
    return item.passage.text[match.start() : match.end()] if match else ""
