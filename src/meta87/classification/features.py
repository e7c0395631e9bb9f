"""scikit-learn transformers over items, and the model that all themes share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone

from meta87.classification.items import Item
from meta87.classification.labels import THEMES
from meta87.classification.signal import Signal

_EVEN = 0.5


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


class Part(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """One attribute of the items: ``kind`` for its cues, ``words`` for its text.

    Args:
        name: of the attribute.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def fit(self, _items: Sequence[Item], _y: Any = None) -> Self:
        """Learn nothing."""
        return self

    def transform(self, items: Sequence[Item]) -> list[Any]:
        """Give one value an item."""
        return [getattr(item, self.name) for item in items]

    def __sklearn_is_fitted__(self) -> bool:
        """Tell that there is nothing to learn."""
        return True

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
        self.estimator_ = clone(self.estimator).fit(each_theme(items), given.reshape(-1))
        return self

    def predict_proba(self, items: Sequence[Item]) -> NDArray[np.float64]:
        """Give the probability of each theme, ``[len(items), 4]``."""
        return by_theme(self.estimator_.predict_proba(each_theme(items)))

    def predict(self, items: Sequence[Item]) -> NDArray[np.int_]:
        """Say which themes are more probable than not, 0 or 1, ``[len(items), 4]``."""
        return np.asarray(self.predict_proba(items) > _EVEN, dtype=np.int_)


def each_theme(items: Sequence[Item]) -> list[tuple[Signal, ...]]:
    """Give the signals of each item for each theme: the items in order, within them the themes."""
    return [item.themes[theme] for item in items for theme in THEMES]


def by_theme(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the probability of yes, ``[n, 4]``, from that of no and yes, ``[n × 4, 2]``."""
    return np.asarray(probabilities[:, 1].reshape(-1, len(THEMES)), dtype=np.float64)
