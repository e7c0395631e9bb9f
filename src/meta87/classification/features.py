"""scikit-learn transformers over items: what of a passage the linear models weigh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

from meta87.classification.items import Item


class Meaning(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The sentence vector, centred and scaled: E5 vectors lie close together.

    Args:
        scale: factor after centring; the larger, the less the vector is regularised.
    """

    def __init__(self, scale: float = 6.0) -> None:
        self.scale = scale

    def fit(self, items: Sequence[Item], _y: Any = None) -> Self:
        """Learn the mean vector."""
        self.mean_ = np.mean([item.vector for item in items], axis=0)
        return self

    def transform(self, items: Sequence[Item]) -> NDArray[np.float32]:
        """Give the vectors, float32 ``[len(items), 384]``."""
        vectors = np.array([item.vector for item in items], dtype=np.float32)
        return np.asarray((vectors - self.mean_) * np.float32(self.scale), dtype=np.float32)

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Name the dimensions by their number."""
        return np.array([str(number) for number in range(len(self.mean_))])


class Signals(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What the word lists and the form say, one column a name.

    Args:
        of: whose signals are read: those of the themes or those of the kind.
    """

    def __init__(self, of: Literal["themes", "kind"] = "themes") -> None:
        self.of = of

    def fit(self, items: Sequence[Item], _y: Any = None) -> Self:
        """Learn which names there are."""
        self.names_ = sorted({signal.name for item in items for signal in getattr(item, self.of)})
        return self

    def transform(self, items: Sequence[Item]) -> csr_matrix:
        """Give the values, sparse float64 ``[len(items), len(names_)]``."""
        column = {name: number for number, name in enumerate(self.names_)}
        cells = [
            (row, column[signal.name], signal.value)
            for row, item in enumerate(items)
            for signal in getattr(item, self.of)
            if signal.name in column
        ]
        rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(items), len(self.names_))
        return csr_matrix((np.array(values, dtype=float), (rows, columns)), shape=shape)

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Give the names of the signals."""
        return np.array(self.names_)


class MaskedWords(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The text with its entities replaced by their labels, for TF-IDF."""

    def fit(self, _items: Sequence[Item], _y: Any = None) -> Self:
        """Learn nothing."""
        return self

    def transform(self, items: Sequence[Item]) -> list[str]:
        """Give one text an item."""
        return [item.words for item in items]

    def __sklearn_is_fitted__(self) -> bool:
        """Tell that there is nothing to learn."""
        return True

    def get_feature_names_out(self, _features: Any = None) -> NDArray[np.str_]:
        """Name the text; TF-IDF after it gives its own names."""
        return np.array(["words"])
