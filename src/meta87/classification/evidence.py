"""Why a label was given: the words and cues that weighed most for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.pipeline import Pipeline

from meta87.classification.features import EachTheme, each_theme
from meta87.classification.items import Item
from meta87.classification.labels import THEMES, Evidence, Kind, Theme
from meta87.classification.text import fold

_MOST = 5
_LEAST_WEIGHT = 0.05
_REMEMBERED = 4096  # patterns


@dataclass(frozen=True, slots=True)
class Weighing:
    """A linear model as reasons are read from it.

    Attributes:
        rows: what was weighed, sparse ``[n, features]``.
        names: of the features.
        weights: one a feature, ``[features]``.
    """

    rows: csr_matrix
    names: NDArray[np.str_]
    weights: NDArray[np.float64]

    def strongest(self, row: int, label: str, shown: Callable[[str], str]) -> list[Evidence]:
        """Give the features of a row that spoke most for a label, as ``shown`` names them."""
        cells = slice(*self.rows.indptr[row : row + 2])
        columns = self.rows.indices[cells]
        weights = self.weights[columns] * self.rows.data[cells]
        found: dict[str, float] = {}
        for place in np.flatnonzero(weights >= _LEAST_WEIGHT):
            if text := shown(self.names[columns[place]]):
                found[text] = found.get(text, 0.0) + float(weights[place])
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Evidence(label, text, round(weight, 4)) for text, weight in ranked[:_MOST]]


def reasons(
    themes: EachTheme,
    kind: Pipeline,
    items: Sequence[Item],
    labels: Sequence[tuple[tuple[Theme, ...], Kind]],
) -> list[tuple[Evidence, ...]]:
    """Give, per item, up to five reasons for each theme given and for the kind.

    A weight is coefficient × value, in log-odds. What the encoder says weighs too, but it has no
    words to show, so it is left out.
    """
    (of_themes,) = _weighings(themes.estimator_, each_theme(items))
    of_kind = dict(zip(kind.classes_, _weighings(kind, items), strict=True))
    return [
        (
            *(reason for theme in given for reason in _of_theme(of_themes, item, row, theme)),
            *of_kind[chosen].strongest(row, chosen, partial(_shown_kind, item)),
        )
        for row, (item, (given, chosen)) in enumerate(zip(items, labels, strict=True))
    ]


def _weighings(pipeline: Pipeline, rows: Sequence[Any]) -> list[Weighing]:
    """Give one weighing for each row of coefficients of a linear model."""
    features, model = pipeline[:-1], pipeline[-1]
    values, names = csr_matrix(features.transform(rows)), features.get_feature_names_out()
    return [Weighing(values, names, weights) for weights in model.coef_]


def _of_theme(weighing: Weighing, item: Item, row: int, theme: Theme) -> list[Evidence]:
    shown = {signal.name: signal.shown for signal in item.themes[theme]}
    place = row * len(THEMES) + THEMES.index(theme)
    return weighing.strongest(place, theme, lambda name: shown.get(name, ""))


def _shown_kind(item: Item, feature: str) -> str:
    """Give what a user can read of a feature: its words in the passage, or what its form is."""
    block, _, name = feature.partition("__")
    if block == "words":
        return _word_in(item, name.rpartition("__")[2])
    name = name.rpartition("__")[2]
    return next((signal.shown for signal in item.kind if signal.name == name), "")


def _word_in(item: Item, words: str) -> str:
    """Give the words as the passage writes them; of an entity's label, the entity."""
    if words.isupper():
        return next((e.text for e in item.passage.entities if e.label == words), "")
    match = _pattern(words).search(fold(item.passage.text))
    return item.passage.text[match.start() : match.end()] if match else ""


@lru_cache(maxsize=_REMEMBERED)
def _pattern(words: str) -> re.Pattern[str]:
    """Give what finds words in a folded text, whatever stands between them."""
    return re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, words.split())) + r"(?!\w)")
