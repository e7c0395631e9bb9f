"""Why a label was given: the words and cues that weighed most for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from meta87.classification.items import Item
from meta87.classification.labels import THEMES, Evidence, Kind, Theme
from meta87.classification.text import fold

_MOST = 5
_LOOKED_AT = 8  # reasons found before the weakest features are left unread
_LEAST_WEIGHT = 0.05
_REMEMBERED = 64  # texts: all words of one are looked for one after the other
_WORD = re.compile(r"\w+")
# Blocks of features: runs of words of a passage, of the sentences before it, and of letters.
_WORDS, _BEFORE, _LETTERS = "words", "before", "letters"
_MODELS = 4  # for the themes and the kind, of two profiles


@dataclass(frozen=True, slots=True)
class Feature:
    """What a model weighs: a name, and the block of features that it stands in, if any."""

    block: str
    name: str

    @classmethod
    def of(cls, full: str) -> Self:
        """Read the full name that a pipeline gives: ``step__block__name``, or the name alone."""
        steps, _, name = full.rpartition("__")
        return cls(steps.rpartition("__")[2], name)


@dataclass(frozen=True, slots=True)
class Weighing:
    """A linear model as reasons are read from it.

    What it sees is read once, for its probabilities and for the reasons.

    Attributes:
        rows: what is weighed, sparse ``[n, features]``.
        features: what each is.
        told: whether there are words to show of each.
        model: gives the weights, one a feature, for each class.
    """

    rows: csr_matrix
    features: tuple[Feature, ...]
    told: NDArray[np.bool_]
    model: LogisticRegression

    @classmethod
    def of(cls, pipeline: Pipeline, rows: Sequence[Any]) -> Self:
        """Read what a pipeline that ends in a linear model sees of rows."""
        features, model = pipeline[:-1], pipeline[-1]
        seen = csr_matrix(features.transform(rows))
        return cls(seen, _features(pipeline), _told(pipeline), model)

    def probabilities(self) -> NDArray[np.float64]:
        """Give the probability of each class, ``[n, classes]``."""
        return np.asarray(self.model.predict_proba(self.rows), dtype=np.float64)

    def strongest(
        self, row: int, of_class: int, label: str, shown: Callable[[Feature], str]
    ) -> list[Evidence]:
        """Give the features of a row that spoke most for a label, as ``shown`` names them.

        Args:
            row: what was weighed.
            of_class: number of the label's coefficients.
            label: what the reasons are given for.
            shown: what a user can read of a feature; "" to leave it out.
        """
        cells = slice(*self.rows.indptr[row : row + 2])
        columns = self.rows.indices[cells]
        weights = self.model.coef_[of_class][columns] * self.rows.data[cells]
        found: dict[str, float] = {}
        strong = np.flatnonzero((weights >= _LEAST_WEIGHT) & self.told[columns])
        for place in strong[np.argsort(-weights[strong], kind="stable")]:
            if text := shown(self.features[columns[place]]):
                found[text] = found.get(text, 0.0) + float(weights[place])
            if len(found) == _LOOKED_AT:
                break
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Evidence(label, text, round(weight, 4)) for text, weight in ranked[:_MOST]]


@lru_cache(maxsize=_MODELS)
def _features(pipeline: Pipeline) -> tuple[Feature, ...]:
    """Tell what the model at the end of a pipeline weighs; the same for every call."""
    return tuple(map(Feature.of, pipeline[:-1].get_feature_names_out()))


@lru_cache(maxsize=_MODELS)
def _told(pipeline: Pipeline) -> NDArray[np.bool_]:
    """Tell of which features there are words to show; the same for every call."""
    return np.array([feature.block != _LETTERS for feature in _features(pipeline)])


def reasons(
    of_themes: Weighing,
    of_kind: Weighing,
    items: Sequence[Item],
    labels: Sequence[tuple[tuple[Theme, ...], Kind]],
) -> list[tuple[Evidence, ...]]:
    """Give, per item, up to five reasons for each theme given and for the kind.

    A weight is coefficient × value, in log-odds. What the encoder says and runs of letters weigh
    too, but have no words to show, so they are left out.

    Args:
        of_themes: weighs each item once a theme, as `each_theme` puts them.
        of_kind: weighs each item once.
        items: what was labelled.
        labels: the themes and the kind given.
    """
    return [
        (
            *(reason for theme in given for reason in _of_theme(of_themes, item, row, theme)),
            *_of_kind(of_kind, item, row, chosen),
        )
        for row, (item, (given, chosen)) in enumerate(zip(items, labels, strict=True))
    ]


def _of_theme(weighing: Weighing, item: Item, row: int, theme: Theme) -> list[Evidence]:
    """Give the words that spoke most for a theme, in the passage or right before it."""
    shown = {signal.name: signal.shown for signal in item.themes[theme]}
    place = row * len(THEMES) + THEMES.index(theme)
    return weighing.strongest(place, 0, theme, lambda feature: _told_by(feature, item, shown))


def _told_by(feature: Feature, item: Item, shown: Mapping[str, str]) -> str:
    """Give what a user can read of a feature: words as they are written, or what a signal shows."""
    if feature.block == _WORDS:
        return _word_in(item, feature.name)
    if feature.block == _BEFORE:
        return _as_written(item.passage.context, feature.name)
    return shown.get(feature.name, "")


def _of_kind(weighing: Weighing, item: Item, row: int, kind: Kind) -> list[Evidence]:
    """Give the words that spoke most for the kind, or what the form of the passage is."""
    shown = {signal.name: signal.shown for signal in item.kind}
    of_class = list(weighing.model.classes_).index(kind)
    return weighing.strongest(row, of_class, kind, lambda feature: _told_by(feature, item, shown))


def _word_in(item: Item, words: str) -> str:
    """Give the words as the passage writes them; of an entity's label, the entity."""
    if words.isupper():
        return next((e.text for e in item.passage.entities if e.label == words), "")
    return _as_written(item.passage.text, words)


def _as_written(text: str, words: str) -> str:
    """Give folded words as a text writes them, or ""."""
    joined, spans = _words_of(text)
    at = joined.find(f" {words} ")
    if at < 0:
        return ""
    first = joined.count(" ", 0, at)
    return text[spans[first][0] : spans[first + words.count(" ")][1]]


@lru_cache(maxsize=_REMEMBERED)
def _words_of(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Give the folded words of a text, a space before and after each, and their places."""
    found = [(match[0], match.span()) for match in _WORD.finditer(fold(text))]
    return f" {' '.join(word for word, _ in found)} ", [span for _, span in found]
