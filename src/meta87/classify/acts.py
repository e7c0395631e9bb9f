"""Linear heads of the speech acts: from the row of a passage to what is no result by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from meta87.classify.files import as_model_error, read_arrays
from meta87.classify.heads import Numbers, sigmoid
from meta87.classify.labels import ACTS, ROW


@dataclass(frozen=True, slots=True, eq=False)
class ActHeads:
    """Logistic regressions from a row of a reader to the probability of each of `ACTS`.

    ``tools/train_reader/acts.py`` fits them on the faults of filled forms.
    """

    weights: Numbers  # ``[396, acts]``
    bias: Numbers  # ``[acts]``

    def __post_init__(self) -> None:
        """Refuses arrays that do not fit together, or hold a number that is not finite."""
        for name, shape in (("weights", (ROW, len(ACTS))), ("bias", (len(ACTS),))):
            array = getattr(self, name)
            if array.shape != shape or not np.isfinite(array).all():
                raise ValueError(name)

    def probabilities(self, row: Numbers) -> dict[str, float]:
        """Returns the probability of each speech act of a passage, from its row, ``[396]``."""
        found = sigmoid(row @ self.weights + self.bias).tolist()
        return dict(zip(ACTS, found, strict=True))


def read_acts(path: Path, data: bytes, depth: str) -> ActHeads:
    """Reads the heads of a depth from an npz file.

    Raises:
        ModelError: it does not hold them.
    """
    arrays = read_arrays(path, data)
    with as_model_error(path):
        weights, bias = (arrays[f"{depth}_{name}"] for name in ("weights", "bias"))
        return ActHeads(weights.astype(float, casting="safe"), bias.astype(float, casting="safe"))
