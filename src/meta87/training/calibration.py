"""Whether a model is as sure as it is right: reliability in ten bins, and labels called doubtful.

The expected calibration error is the mean distance, over the labels, between how probable a bin's
labels were said to be and how many of them hold (Naeini et al., 2015, "Obtaining well calibrated
probabilities using Bayesian binning").
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

_BINS = 10
_DIGITS = 4


def reliability(said: ArrayLike, holds: ArrayLike) -> dict[str, Any]:
    """Compare what was said of labels with what is so.

    Args:
        said: the probability of each label, 0 to 1; any shape.
        holds: whether it is so; the same shape.

    Returns:
        ``ece``, and in ``bins`` those that hold a label: ``from``, ``to``, ``n``, the mean
        probability ``said`` and the share ``held``.
    """
    probabilities, so = np.ravel(said).astype(float), np.ravel(holds).astype(float)
    places = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    bins = [
        {
            "from": place / _BINS,
            "to": (place + 1) / _BINS,
            "n": int((places == place).sum()),
            "said": _mean(probabilities[places == place]),
            "held": _mean(so[places == place]),
        }
        for place in range(_BINS)
        if (places == place).any()
    ]
    apart = sum(each["n"] * abs(each["said"] - each["held"]) for each in bins)
    return {"ece": round(apart / len(probabilities), _DIGITS), "bins": bins}


def doubt(doubtful: ArrayLike, right: ArrayLike) -> dict[str, Any]:
    """Say how many labels were called doubtful, and how many are right among them and outside.

    Args:
        doubtful: whether each label was called so; any shape.
        right: whether it is; the same shape.

    Returns:
        ``share`` of the doubtful, ``accuracy`` among them and ``accuracy_of_others``; None where
        there is no such label.
    """
    called, is_right = np.ravel(doubtful).astype(bool), np.ravel(right).astype(bool)
    return {
        "share": _mean(called),
        "accuracy": _mean(is_right[called]) if called.any() else None,
        "accuracy_of_others": _mean(is_right[~called]) if not called.all() else None,
    }


def _mean(values: Any) -> float:
    return round(float(np.mean(values)), _DIGITS)
