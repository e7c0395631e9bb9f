"""scikit-learn transformers over items, and the model that all themes share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, identity, kron
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.pipeline import Pipeline

from meta87.classification.items import Item
from meta87.classification.labels import EVEN, THEMES
from meta87.classification.signal import Signal


class Signals(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Signals as numbers, one column a name."""

    def fit(self, rows: Sequence[Sequence[Signal]], _y: Any = None) -> Self:
        """Learn which names there are."""
        self.names_ = sorted({signal.name for row in rows for signal in row})
        return self

    def transform(self, rows: Sequence[Sequence[Signal]]) -> csr_matrix:
        """Give the values, sparse float64 ``[len(rows), len(names_)]``."""
        column = {name: number for number, name in enumerate(self.names_)}
        cells = [
            (number, column[signal.name], signal.value)
            for number, row in enumerate(rows)
            for signal in row
            if signal.name in column
        ]
        places, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(rows), len(self.names_))
        return csr_matrix((np.array(values, dtype=float), (places, columns)), shape=shape)

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Give the names of the signals."""
        return np.array(self.names_)


class _Reading(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What only reads of items what was computed of them."""

    def fit(self, _items: Sequence[Item], _y: Any = None) -> Self:
        """Learn nothing."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        """Tell that there is nothing to learn."""
        return True


class Part(_Reading):
    """One attribute of the items: ``kind`` for its cues, ``words`` for its text.

    Args:
        name: of the attribute.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def transform(self, items: Sequence[Item]) -> list[Any]:
        """Give one value an item."""
        return [getattr(item, self.name) for item in items]

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Name the attribute; what comes after it gives its own names."""
        return np.array([self.name])


class EachTheme(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One yes-or-no model for all themes, which sees a passage once a theme.

    Args:
        estimator: takes signals and gives the probability of yes.
    """

    def __init__(self, estimator: Any) -> None:
        self.estimator = estimator

    def fit(self, items: Sequence[Item], given: NDArray[np.int_]) -> Self:
        """Learn from items and their themes, 0 or 1, ``[len(items), 4]``."""
        self.classes_ = np.arange(len(THEMES))
        self.estimator_ = clone(self.estimator).fit(self.rows(items), given.reshape(-1))
        return self

    def rows(self, items: Sequence[Item]) -> Sequence[Any]:
        """Give what the estimator takes of items."""
        return each_theme(items)

    def predict_proba(self, items: Sequence[Item]) -> NDArray[np.float64]:
        """Give the probability of each theme, ``[len(items), 4]``."""
        return by_theme(self.estimator_.predict_proba(self.rows(items)))

    def predict(self, items: Sequence[Item]) -> NDArray[np.int_]:
        """Say which themes are more probable than not, 0 or 1, ``[len(items), 4]``."""
        return np.asarray(self.predict_proba(items) > EVEN, dtype=np.int_)


class EachThemeInWords(EachTheme):
    """The same of an estimator that takes items and parts them into themes: `Listed`, `Worded`.

    Models of the fast profile of protocols 4 and 5 were made of them.
    """

    def rows(self, items: Sequence[Item]) -> Sequence[Any]:
        """Give the items."""
        return items


class Listed(_Reading):
    """The signals of each item for each theme, as `each_theme` puts them."""

    def transform(self, items: Sequence[Item]) -> list[tuple[Signal, ...]]:
        """Give four rows an item."""
        return each_theme(items)

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Name what comes of it; `Signals` after it gives its own names."""
        return np.array(["themes"])


class Worded(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Words of each item and of those before it, once a theme, each theme with columns of its own.

    Args:
        texts: `Part` ``words`` and what gives the weights of words in it, sparse ``[n, words]``.
        before: what a word before an item weighs beside one of its own.
    """

    def __init__(self, texts: Pipeline, before: float) -> None:
        self.texts = texts
        self.before = before

    def fit(self, items: Sequence[Item], _y: Any = None) -> Self:
        """Learn which words there are."""
        self.texts_ = clone(self.texts).fit(items)
        return self

    def transform(self, items: Sequence[Item]) -> csr_matrix:
        """Give four rows an item, sparse ``[n × 4, words × 2 × 4]``."""
        own = self.texts_.transform(items)
        before = self.texts_[-1].transform([item.before for item in items])
        return kron(hstack([own, self.before * before]), identity(len(THEMES)), format="csr")

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Give each word, as one of an item and as one before, as often as there are themes."""
        words = self.texts_.get_feature_names_out()
        names = [f"{block}__{word}" for block in ("words", "before") for word in words]
        return np.repeat(np.array(names), len(THEMES))


def each_theme(items: Sequence[Item]) -> list[tuple[Signal, ...]]:
    """Give the signals of each item for each theme: the items in order, within them the themes."""
    return [themes[theme] for themes in (item.themes for item in items) for theme in THEMES]


def by_theme(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the probability of yes, ``[n, 4]``, from that of no and yes, ``[n × 4, 2]``."""
    return np.asarray(probabilities[:, 1].reshape(-1, len(THEMES)), dtype=np.float64)
