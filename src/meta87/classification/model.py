"""The classifier: passages → themes and kind, with scores and reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from meta87.classification.again import NEVER, Again
from meta87.classification.doubt import USUAL, Doubt
from meta87.classification.encoder import Encoder
from meta87.classification.heads import Heads
from meta87.classification.items import Item, item_of, items_of
from meta87.classification.labels import Passage, Prediction
from meta87.classification.said import said_of
from meta87.classification.word_reasons import with_words


@dataclass(frozen=True, slots=True)
class Model:
    """Linear models over the word lists, the cues and what the encoder says.

    Attributes:
        encoder: reads the passages and what stands before them; None to go without it.
        heads: gives the linear models; they are read when they are first asked for.
        thresholds: from what probability on each theme is given, float ``[4]``.
        doubt: from where on a label is doubtful.
        again: which passages the encoder reads again, together with what stands before them.
    """

    encoder: Encoder | None
    heads: Callable[[], Heads]
    thresholds: NDArray[np.float64]
    doubt: Doubt = USUAL
    again: Again = NEVER

    def predict(self, passages: Sequence[Passage]) -> list[Prediction]:
        """Label passages; what one gets does not depend on the others nor on their order.

        Raises:
            ModelError: the file of the linear models is foreign.
        """
        return self.predict_items(self._items(passages)) if passages else []

    def predict_items(self, items: Sequence[Item]) -> list[Prediction]:
        """Label passages of which everything is read."""
        if self.encoder is None:
            return self.heads().predict(items, self.thresholds, self.doubt)
        read_again = partial(self.again.log_odds, encoder=self.encoder)
        told = self.heads().predict(items, self.thresholds, self.doubt, read_again)
        return with_words(items, told, self.encoder)

    def _items(self, passages: Sequence[Passage]) -> list[Item]:
        if self.encoder is None:
            return items_of(passages)
        # The encoder works outside the interpreter: the rest is read meanwhile.
        with ThreadPoolExecutor(1) as background:
            said = background.submit(said_of, passages, self.encoder)
            self.heads()
            items = [item_of(passage) for passage in passages]
            return [
                replace(item, said=what) for item, what in zip(items, said.result(), strict=True)
            ]
