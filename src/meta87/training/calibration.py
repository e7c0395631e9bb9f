"""Whether probabilities are calibrated, and labels of low confidence less often right.

The expected calibration error is the mean distance, over the labels, between the mean probability
of a bin and the share of its labels that hold (Naeini et al. 2015, "Obtaining well calibrated
probabilities using Bayesian binning"). Own code: `sklearn.calibration.calibration_curve` does not
say how many labels a bin has, or which bin it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

_BINS = 10
_DIGITS = 4


def reliability(probabilities: ArrayLike, outcomes: ArrayLike) -> dict[str, Any]:
    """Returns ``ece``, and in ``bins`` those of ten equal ones that hold a label.

    Each has ``from``, ``to``, ``n``, the mean probability ``said`` and the share ``held``.
    """
    predicted, observed = np.ravel(probabilities).astype(float), np.ravel(outcomes).astype(float)
    index = np.minimum((predicted * _BINS).astype(int), _BINS - 1)
    bins = [
        {
            "from": place / _BINS,
            "to": (place + 1) / _BINS,
            "n": int((index == place).sum()),
            "said": rounded(predicted[index == place].mean()),
            "held": rounded(observed[index == place].mean()),
        }
        for place in np.unique(index).tolist()
    ]
    error = sum(each["n"] * abs(each["said"] - each["held"]) for each in bins)
    return {"ece": rounded(error / len(predicted)), "bins": bins}


def low_confidence_summary(is_low: ArrayLike, is_correct: ArrayLike) -> dict[str, Any]:
    """Returns the ``share`` of labels of low confidence, and how many are right.

    ``accuracy`` is theirs and ``accuracy_of_others`` that of the rest; None where there is no
    such label.
    """
    low, correct = np.ravel(is_low).astype(bool), np.ravel(is_correct).astype(bool)
    return {
        "share": rounded(low.mean()),
        "accuracy": rounded(correct[low].mean()) if low.any() else None,
        "accuracy_of_others": rounded(correct[~low].mean()) if not low.all() else None,
    }


def rounded(figure: Any) -> float:
    """Returns a number with the digits that figures have."""
    return round(float(figure), _DIGITS)
