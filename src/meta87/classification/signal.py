"""What the word lists and the form of a passage say: a name, a number and a reason."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from meta87.classification.rows import Numbers

_FURTHEST = 0.001  # a probability nearer to 0 or 1 says no more
_SCALE = 7.0  # the log-odds of that, so that a signal stays within -1 and 1


class Signal(NamedTuple):
    """A named number about a passage, and what the user is told of it ("" for nothing)."""

    name: str
    value: float
    shown: str = ""


def log_odds(probabilities: Numbers) -> Numbers:
    """Give the log-odds of probabilities, scaled to -1…1."""
    inside = np.clip(probabilities, _FURTHEST, 1 - _FURTHEST)
    return np.asarray(np.log(inside / (1 - inside)) / _SCALE)
