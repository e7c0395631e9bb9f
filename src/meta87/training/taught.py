"""Learning from what a better model says beside what is annotated (distillation)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.pipeline import Pipeline


class Taught(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A pipeline that ends in a linear model, which learns from a teacher too.

    The teacher's probabilities say what a passage nearly is, which its one label does not
    (Hinton, Vinyals and Dean 2015). They must be of passages that the teacher had not learnt from.

    Args:
        pipeline: is fitted; the model at its end takes weights.
        share: of the teacher in what is learnt, from 0 to 1.

    Attributes:
        pipeline_: the fitted pipeline, which is all that is needed to predict.
    """

    def __init__(self, pipeline: Pipeline, share: float) -> None:
        self.pipeline = pipeline
        self.share = share

    def fit(
        self, rows: Sequence[Any], given: NDArray[Any], taught: NDArray[np.float64] | None = None
    ) -> Self:
        """Learn from rows, their classes ``[n]`` and the teacher's probabilities ``[n, classes]``.

        The classes' order is that of their names. Without a teacher, the classes alone are learnt;
        so they are of rows that lack one of the teacher's classes, as a part of few rows may.
        """
        self.classes_ = np.unique(given)
        weights = (given[:, None] == self.classes_).astype(np.float64)
        if taught is not None and taught.shape == weights.shape:
            weights = (1 - self.share) * weights + self.share * taught
        self.pipeline_ = clone(self.pipeline)
        seen = self.pipeline_[:-1].fit_transform(rows)
        self.pipeline_[-1].fit(
            vstack([seen] * len(self.classes_)).tocsr(),
            np.repeat(self.classes_, len(rows)),
            sample_weight=weights.T.ravel(),
        )
        return self

    def predict_proba(self, rows: Sequence[Any]) -> NDArray[np.float64]:
        """Give the probability of each class, ``[n, classes]``."""
        return np.asarray(self.pipeline_.predict_proba(rows), dtype=np.float64)

    def predict(self, rows: Sequence[Any]) -> NDArray[Any]:
        """Give the most probable class of each, ``[n]``."""
        return np.asarray(self.pipeline_.predict(rows))
