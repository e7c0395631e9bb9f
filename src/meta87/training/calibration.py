"""Whether probabilities are calibrated, and labels of low confidence less often right.

The expected calibration error is the mean distance, over the labels, between the mean probability
of a bin and the share of its labels that hold (Naeini et al. 2015, "Obtaining well calibrated
probabilities using Bayesian binning").
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

_BINS = 10
_DIGITS = 4


def reliability(said: ArrayLike, holds: ArrayLike) -> dict[str, Any]:
    """Returns ``ece``, and in ``bins`` those of ten equal ones that hold a label.

    Each has ``from``, ``to``, ``n``, the mean probability ``said`` and the share ``held``.

    Args:
        said: the probability of each label; any shape.
        holds: whether it holds; the same shape.
    """
    probabilities, so = np.ravel(said).astype(float), np.ravel(holds).astype(float)
    places = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    bins = [
        {
            "from": place / _BINS,
            "to": (place + 1) / _BINS,
            "n": int((places == place).sum()),
            "said": rounded(probabilities[places == place].mean()),
            "held": rounded(so[places == place].mean()),
        }
        for place in np.unique(places).tolist()
    ]
    apart = sum(each["n"] * abs(each["said"] - each["held"]) for each in bins)
    return {"ece": rounded(apart / len(probabilities)), "bins": bins}


def doubt(doubtful: ArrayLike, right: ArrayLike) -> dict[str, Any]:
    """Returns the ``share`` of labels of low confidence, and how many are right.

    ``accuracy`` is theirs and ``accuracy_of_others`` that of the rest; None where there is no
    such label.

    Args:
        doubtful: whether each label is of low confidence; any shape.
        right: whether it is right; the same shape.
    """
    called, is_right = np.ravel(doubtful).astype(bool), np.ravel(right).astype(bool)
    return {
        "share": rounded(called.mean()),
        "accuracy": rounded(is_right[called].mean()) if called.any() else None,
        "accuracy_of_others": rounded(is_right[~called].mean()) if not called.all() else None,
    }


def rounded(figure: Any) -> float:
    """Returns a number with the digits that figures have."""
    return round(float(figure), _DIGITS)
