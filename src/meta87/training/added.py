"""Themes of one's own beside those of a model, whose heads stay as they are.

A model that is trained on the few passages of a new theme forgets what it knew of the others. So
only the heads of the new themes are fitted: on one's own passages, and on others that are taken to
be of other subjects. Their logits are calibrated on reports left out (Platt scaling: Platt, 1999,
"Probabilistic outputs for support vector machines"), where each threshold is chosen too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from meta87.classify.heads import Heads, Numbers, sigmoid
from meta87.classify.labels import KINDS, Theme
from meta87.classify.reader import Rows
from meta87.corpus.schema import Record
from meta87.errors import UsageError
from meta87.training.fit import (
    Fitted,
    Fold,
    FoldProgress,
    folds,
    groups_of,
    has_themes,
    theme_head,
    tuned_threshold,
)
from meta87.training.settings import Settings


def extended(
    base: Heads, rows: Rows, records: Sequence[Record], settings: Settings, progress: FoldProgress
) -> Fitted:
    """Returns the heads of a model, and beside them one for each theme that it lacks.

    Raises:
        UsageError: ``themes-known``: it lacks none; ``theme-rare``, ``too-few-reports``.
    """
    themes, has = has_themes(records, base.themes)
    if not themes:
        raise UsageError("themes-known")
    left_out = [*folds(groups_of(records, settings.folds), settings, progress)]
    found = [
        _fitted(rows, *each, settings.C_themes, left_out)
        for each in zip(themes, has.T, strict=True)
    ]
    weights, bias, out_of_fold, thresholds = (
        np.stack(part, axis=-1) for part in zip(*found, strict=True)
    )
    heads = Heads(
        (*base.themes, *themes),
        _beside(base.weights, weights),
        _beside(base.bias, bias),
        np.concatenate([base.thresholds, thresholds]),
        base.low_confidence,
    )
    return Fitted(heads, _beside(base.logits(rows), out_of_fold))


def _fitted(
    rows: Rows, theme: Theme, has: NDArray[np.bool_], strength: float, left_out: Sequence[Fold]
) -> tuple[Numbers, Numbers, Numbers, float]:
    """Returns weights, bias, out-of-fold logits and threshold of a theme's calibrated head."""
    out_of_fold, alike = np.zeros(len(rows)), np.ones(len(rows))
    for learnt, left in left_out:
        weights, bias = theme_head(rows[learnt], theme, has[learnt], strength, alike[learnt])
        out_of_fold[left] = (rows[left] @ weights + bias)[:, 0]
    platt = LogisticRegression().fit(out_of_fold[:, None], has)
    slope, shift = max(float(platt.coef_[0, 0]), 0.0), float(platt.intercept_[0])
    weights, bias = theme_head(rows, theme, has, strength, alike)
    found = (weights[:, 0] * slope, bias[0] * slope + shift)
    weights, bias = (np.asarray(each, np.float32).astype(float) for each in found)  # as on disk
    out_of_fold = out_of_fold * slope + shift
    return weights, bias, out_of_fold, tuned_threshold(has, sigmoid(out_of_fold))


def _beside(base: Numbers, new: Numbers) -> Numbers:
    """Returns the columns of a model's themes, of new ones, then of the kinds."""
    at = base.shape[-1] - len(KINDS)
    return np.concatenate([base[..., :at], new, base[..., at:]], axis=-1)
