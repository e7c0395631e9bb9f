"""The classifier: passages → themes and kind, with scores and reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meta87.classification.encoder import Encoder
from meta87.classification.items import Item, with_vectors
from meta87.classification.labels import Passage, Prediction

if TYPE_CHECKING:
    from meta87.classification.heads import Heads


@dataclass(frozen=True, slots=True)
class Model:
    """Linear models over the encoder's vectors, the word lists and the cues.

    Attributes:
        encoder: gives the vectors.
        heads: gives the linear models; scikit-learn is imported when they are first asked for.
        thresholds: from what probability on each theme is given, float ``[4]``.
    """

    encoder: Encoder
    heads: Callable[[], Heads]
    thresholds: NDArray[np.float64]

    def predict(self, passages: Sequence[Passage]) -> list[Prediction]:
        """Label passages; what one gets does not depend on the others nor on their order.

        Raises:
            ModelError: the file of the linear models is foreign.
        """
        if not passages:
            return []
        # The encoder works outside the interpreter: the heads are read meanwhile.
        with ThreadPoolExecutor(1) as background:
            vectors = background.submit(self.encoder.encode, [p.text for p in passages])
            self.heads()
            items = with_vectors(passages, vectors.result())
        return self.predict_items(items)

    def predict_items(self, items: Sequence[Item]) -> list[Prediction]:
        """Label passages whose vectors and signals are known."""
        return self.heads().predict(items, self.thresholds)
