"""Learning from what a better model says beside what is annotated (distillation)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.pipeline import Pipeline

from meta87.classification.features import EachTheme
from meta87.classification.items import Item


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a teacher says.

    Attributes:
        kind: of the passages that are annotated, from models that had not learnt from them: the
            probability of each kind, in the order of their names, ``[n, 3]``.
        made: passages that nobody annotated.
        made_kind: the same of these, ``[m, 3]``.
        made_themes: the probability of each theme of these, ``[m, 4]``.
    """

    kind: NDArray[np.float64]
    made: Sequence[Item]
    made_kind: NDArray[np.float64]
    made_themes: NDArray[np.float64]


class Taught(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A pipeline that ends in a linear model, which learns from a teacher too.

    The teacher's probabilities say what a passage nearly is, which its one label does not
    (Hinton, Vinyals and Dean 2015). They must be of passages that the teacher had not learnt from;
    those that are made of pieces of such as it had learnt from are no whole that it knows.

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
        self,
        rows: Sequence[Any],
        given: NDArray[Any],
        taught: NDArray[np.float64] | None = None,
        lessons: Lessons | None = None,
    ) -> Self:
        """Learn from rows, their classes ``[n]`` and the teacher's probabilities ``[n, classes]``.

        The classes' order is that of their names. Without a teacher, the classes alone are learnt;
        so they are of rows that lack one of the teacher's classes, as a part of few rows may.
        With lessons, these are the teacher's, and what was made is learnt too.
        """
        taught = taught if lessons is None else lessons.kind
        made: Sequence[Any] = ()
        self.classes_ = np.unique(given)
        weights = (given[:, None] == self.classes_).astype(np.float64)
        if taught is not None and taught.shape == weights.shape:
            weights = (1 - self.share) * weights + self.share * taught
            if lessons is not None:
                made = lessons.made
                weights = np.concatenate([weights, self.share * lessons.made_kind])
        self.pipeline_ = _fitted(self.pipeline, rows, made, self.classes_, weights)
        return self

    def predict_proba(self, rows: Sequence[Any]) -> NDArray[np.float64]:
        """Give the probability of each class, ``[n, classes]``."""
        return np.asarray(self.pipeline_.predict_proba(rows), dtype=np.float64)

    def predict(self, rows: Sequence[Any]) -> NDArray[Any]:
        """Give the most probable class of each, ``[n]``."""
        return np.asarray(self.pipeline_.predict(rows))


def taught_themes(
    model: EachTheme,
    items: Sequence[Item],
    given: NDArray[np.int_],
    lessons: Lessons,
    share: float,
) -> EachTheme:
    """Fit a model of the themes to items, their themes and what was made.

    Args:
        model: untrained; its estimator is a pipeline that ends in a linear model.
        items: what is annotated.
        given: their themes, 0 or 1, ``[len(items), 4]``.
        lessons: what the teacher says of what was made.
        share: what that weighs beside an annotation.
    """
    fitted: EachTheme = clone(model)
    fitted.classes_ = np.arange(given.shape[1])
    yes = np.concatenate([given.ravel(), share * lessons.made_themes.ravel()])
    no = np.concatenate([1 - given.ravel(), share * (1 - lessons.made_themes.ravel())])
    rows, made = fitted.rows(items), fitted.rows(lessons.made)
    weights = np.stack([no, yes], axis=1)
    fitted.estimator_ = _fitted(fitted.estimator, rows, made, np.array([0, 1]), weights)
    return fitted


def _fitted(
    pipeline: Pipeline,
    rows: Sequence[Any],
    made: Sequence[Any],
    classes: NDArray[Any],
    weights: NDArray[np.float64],
) -> Pipeline:
    """Fit a pipeline to rows of which so much is of each class.

    The features are those of ``rows``: of what was made only their weights are learnt.

    Args:
        pipeline: untrained; the model at its end takes weights.
        rows: first, what was annotated.
        made: then, what was not.
        classes: ``[classes]``.
        weights: of both, one after the other, in each class, ``[n, classes]``.
    """
    fitted = clone(pipeline)
    seen = fitted[:-1].fit_transform(rows)
    if len(made):
        seen = vstack([seen, fitted[:-1].transform(made)])
    fitted[-1].fit(
        vstack([seen] * len(classes)).tocsr(),
        np.repeat(classes, len(weights)),
        sample_weight=weights.T.ravel(),
    )
    return fitted
