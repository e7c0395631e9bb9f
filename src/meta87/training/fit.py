"""Trains the heads of a model on rows of the reader, with cross-validation by writer or report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from meta87.classify.heads import Heads, Numbers, sigmoid
from meta87.classify.labels import KINDS, LABELS, ROW, THEMES, WIDTH, Theme
from meta87.classify.reader import Rows
from meta87.corpus.schema import Record
from meta87.errors import UsageError
from meta87.training.settings import Settings

_THRESHOLDS = np.arange(0.20, 0.71, 0.02)
_TOLERANCE = 0.002  # of F1, less than writers differ by chance
_SMOOTHING = 5  # neighbouring thresholds that are averaged, so that none is chosen by luck
_VECTOR_SCALE = WIDTH**-0.5  # so that all dimensions of a vector count as much as one logit
_MIN_SPREAD = 1e-6
_MAX_ITERATIONS = 2000
_NEVER = -100.0  # logit of a kind that no passage is of

Fold = tuple[NDArray[np.int_], NDArray[np.int_]]
"""Places of the passages to learn from, and of those that are left out."""
FoldProgress = Callable[[int, int], None]
"""Called with how many folds are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Labels of passages: the guideline's themes, and the kind."""

    has: NDArray[np.bool_]  # whether each passage has each of `THEMES`, ``[n, 4]``
    kinds: NDArray[np.int_]  # place of its kind in `KINDS`, ``[n]``

    @classmethod
    def of(cls, records: Sequence[Record]) -> Targets:
        """Takes the labels of records.

        Raises:
            UsageError: ``labels-missing``: a kind that no passage is of.
        """
        kinds = np.array([KINDS.index(record.kind) for record in records])
        if missing := [kind for place, kind in enumerate(KINDS) if place not in kinds]:
            raise UsageError("labels-missing", labels=", ".join(missing))
        return cls(np.array([[theme in r.themes for theme in THEMES] for r in records]), kinds)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Heads, and the logits of heads trained without the passage's writer, ``[n, 7]``."""

    heads: Heads
    out_of_fold: Numbers


def fit(  # noqa: PLR0913  what a training is made of
    rows: Rows,
    targets: Targets,
    groups: Sequence[str],
    settings: Settings,
    weights: Numbers | None = None,
    *,
    progress: FoldProgress = lambda *_: None,
) -> Fitted:
    """Trains heads on rows, ``[n, 396]``, of passages that the reader was not trained on.

    Cross-validation leaves whole groups out: the writer or report of each passage. ``weights``,
    ``[n, 2]``, are those of each passage in the heads of the themes and in that of the kind; all
    weigh the same when they are absent.
    """
    if weights is None:
        weights = np.ones((len(rows), 2))
    out_of_fold = np.zeros((len(rows), len(THEMES) + len(KINDS)))
    for train_index, test_index in folds(groups, settings, progress):
        heads = linear_heads(rows, targets, train_index, settings, weights)
        out_of_fold[test_index] = rows[test_index] @ heads[0] + heads[1]
    found = linear_heads(rows, targets, np.arange(len(rows)), settings, weights)
    coefficients, bias = map(as_on_disk, found)
    scores = sigmoid(out_of_fold[:, : len(THEMES)])
    thresholds = np.full(len(THEMES), tuned_threshold(targets.has, scores))
    return Fitted(
        Heads(THEMES, coefficients, bias, thresholds, settings.low_confidence), out_of_fold
    )


def as_on_disk(numbers: Numbers | float) -> Numbers:
    """Returns numbers as they are once a model was saved and read."""
    return np.asarray(numbers, np.float32).astype(float)


def folds(groups: Sequence[str], settings: Settings, progress: FoldProgress) -> Iterator[Fold]:
    """Yields what to learn from and what to leave out, in whole groups."""
    split = GroupKFold(settings.folds, shuffle=True, random_state=settings.seed)
    progress(0, settings.folds)
    for done, fold in enumerate(split.split(groups, groups=groups), start=1):
        yield fold
        progress(done, settings.folds)


def tuned_threshold(has: NDArray[np.bool_], scores: Numbers) -> float:
    """Returns the lowest of the thresholds that are as good as the best by micro-F1.

    One threshold serves all themes: one each, chosen on few passages, does worse on other writers.
    So `TunedThresholdClassifierCV`, which tunes one classifier, has no place here. Which themes
    passages have, and their out-of-fold probabilities, are both ``[passages, themes]``.
    """
    given = scores.reshape(-1, 1) >= _THRESHOLDS
    hits = (given & has.reshape(-1, 1)).sum(axis=0)
    f1 = 2 * hits / np.maximum(given.sum(axis=0) + has.sum(), 1)
    padded = np.pad(f1, _SMOOTHING // 2, mode="edge")
    smooth = np.convolve(padded, np.ones(_SMOOTHING) / _SMOOTHING, mode="valid")
    lowest = (smooth >= smooth.max() - _TOLERANCE).argmax()
    return round(float(_THRESHOLDS[lowest]), 2)


def groups_of(records: Sequence[Record], folds: int) -> list[str]:
    """Returns the writer or document of each passage, or its report where those are few.

    Raises:
        UsageError: ``too-few-reports``.
    """
    reports = [record.report for record in records]
    if len(set(reports)) < folds:
        raise UsageError("too-few-reports", found=len(set(reports)), needed=folds)
    writers = [record.writer or _document(record) for record in records]
    return writers if len(set(writers)) >= folds else reports


def _document(record: Record) -> str:
    """Returns the document that a passage of `corpus/real` stands in, else its report."""
    source, path = ((record.model_extra or {}).get(name) for name in ("source", "path"))
    return f"{source}/{path}" if path and path != source else record.report


def linear_heads(
    rows: Rows,
    targets: Targets,
    index: NDArray[np.int_],
    settings: Settings,
    weights: Numbers,
) -> tuple[Numbers, Numbers]:
    """Returns coefficients, ``[396, 7]``, and bias of heads trained on some passages."""
    rows, (of_themes, of_kind) = rows[index], weights[index].T
    heads = [
        _theme(rows, theme, has, settings.C_themes, of_themes)
        for theme, has in zip(THEMES, targets.has[index].T, strict=True)
    ]
    heads.append(_kinds(rows, targets.kinds[index], settings.C_kind, of_kind))
    coefficients, bias = zip(*heads, strict=True)
    return np.concatenate(coefficients, axis=1), np.concatenate(bias)


def _theme(
    rows: Rows, theme: Theme, has: NDArray[np.bool_], strength: float, sample: Numbers
) -> tuple[Numbers, Numbers]:
    """Returns the head of a theme; where no passage or every one has it, the reader's own."""
    if has.any() and not has.all():
        return _fitted(rows, has, strength, sample)
    weights = np.zeros((ROW, 1))
    weights[WIDTH + LABELS.index(theme)] = 1.0
    return weights, np.zeros(1)


def _kinds(
    rows: Rows, kinds: NDArray[np.int_], strength: float, sample: Numbers
) -> tuple[Numbers, Numbers]:
    """Returns the heads of the three kinds; one that no passage is of is never chosen."""
    weights, bias = np.zeros((ROW, len(KINDS))), np.full(len(KINDS), _NEVER)
    present = np.unique(kinds)
    bias[present] = 0.0
    if len(present) > 1:
        found, biases = _fitted(rows, kinds, strength, sample)
        columns = present[-found.shape[1] :]  # of two kinds, the first has logits of zero
        weights[:, columns], bias[columns] = found, biases
    return weights, bias


def _fitted(
    rows: Rows, labels: NDArray[np.generic], strength: float, sample: Numbers
) -> tuple[Numbers, Numbers]:
    """Returns weights ``[396, labels]`` and bias of a logistic regression on scaled rows.

    The reader's logits are hardly held back by the penalty, so few passages adjust what it says and
    many can go beyond it.
    """
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + _MIN_SPREAD
    scale = np.where(np.arange(ROW) < WIDTH, _VECTOR_SCALE, 1.0) / spread
    model = LogisticRegression(C=strength, max_iter=_MAX_ITERATIONS)
    model.fit((rows - centre) * scale, labels, sample)
    weights = model.coef_.T * scale[:, None]
    return weights, model.intercept_ - centre @ weights
