"""Themes that are left unsure: their passages are read again, together with what stands before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meta87.classification.encoder import Encoder
from meta87.classification.labels import EVEN, KINDS, Passage
from meta87.classification.rows import Numbers
from meta87.classification.text import window


@dataclass(frozen=True, slots=True)
class Again:
    """Which passages are read again, and what that counts.

    Attributes:
        unsure: a passage is, if the probability of a theme lies between this and one less it.
        weight: of the log-odds that the joint reader gives beside those of the linear model, which
            weigh 1; at 0 nothing is read again.
    """

    unsure: float = 0.25
    weight: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what is no share and no weight.

        Raises:
            ValueError: `unsure` is not from 0 to a half, or `weight` is negative or not finite.
        """
        if not (0 <= self.unsure <= EVEN and 0 <= self.weight < math.inf):
            raise ValueError("again")

    def log_odds(self, passages: Sequence[Passage], odds: Numbers, encoder: Encoder) -> Numbers:
        """Give the log-odds of the themes after the second reading, ``[n, 4]``.

        Args:
            passages: what was read.
            odds: log-odds of their themes by the linear model, ``[n, 4]``.
            encoder: has a joint reader.
        """
        if not self.weight:
            return odds
        places = np.flatnonzero((np.abs(odds) < self._edge).any(axis=1))
        heard = encoder.together([window(passages[place]) for place in places.tolist()])
        mixed = odds.copy()
        mixed[places] += self.weight * heard[:, len(KINDS) :]
        mixed[places] /= 1 + self.weight
        return mixed

    @property
    def _edge(self) -> float:
        """Log-odds from which on a theme is sure."""
        return float(np.log1p(-self.unsure) - np.log(self.unsure)) if self.unsure else np.inf


NEVER = Again(weight=0.0)
"""Of models that were made before there was a joint reader."""
