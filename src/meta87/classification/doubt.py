"""Which labels are called doubtful."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import EVEN


@dataclass(frozen=True, slots=True)
class Doubt:
    """From where on a label is called doubtful.

    Attributes:
        kind: a kind whose probability is below this is.
        themes: a theme whose probability is nearer to its threshold than this is, both sides of the
            threshold being stretched to one half: near a low one, little is doubtful below it.
    """

    kind: float = 0.6
    themes: float = 0.15

    def of_themes(
        self, scores: NDArray[np.float64], thresholds: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Say which themes are doubtful.

        Args:
            scores: their probabilities, ``[n, 4]``.
            thresholds: from what probability on each is given, ``[4]``.
        """
        stretched = [
            np.interp(column, (0.0, threshold, 1.0), (0.0, EVEN, 1.0))
            for column, threshold in zip(scores.T, thresholds, strict=True)
        ]
        return np.abs(np.array(stretched).T - EVEN) < self.themes


USUAL = Doubt()
