"""What the word lists and the form of a passage say: a name, a number and a reason."""

from __future__ import annotations

import math
from typing import NamedTuple

_FURTHEST = 0.001  # a probability nearer to 0 or 1 says no more
_SCALE = 7.0  # the log-odds of that, so that a signal stays within -1 and 1


class Signal(NamedTuple):
    """A named number about a passage, and what the user is told of it ("" for nothing)."""

    name: str
    value: float
    shown: str = ""


def log_odds(probability: float) -> float:
    """Give the log-odds of a probability, scaled to -1…1."""
    inside = min(max(probability, _FURTHEST), 1 - _FURTHEST)
    return math.log(inside / (1 - inside)) / _SCALE
