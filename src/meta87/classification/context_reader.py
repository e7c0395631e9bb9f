"""A passage read with what stands before it: vectors and marks of its window → logits."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import KINDS, THEMES
from meta87.classification.patterns import ANAPHOR, ITEM, URL
from meta87.classification.runtime import session
from meta87.classification.text import readable
from meta87.classification.theme_words import theme_hints, theme_words

FILE = "context.onnx"
MARKS = 2 * len(THEMES) + 5
_LONG = 40  # words from which on a sentence is as long as can be


class ContextReader:
    """Two small layers of attention over the sentences of a window, tuned with the encoder.

    What a passage inherits from the sentences before it is learnt here, from what they mean and
    from the theme words that they hold. ``tools/tune_encoder`` tells how it was made.

    Args:
        path: of its ONNX file, which is read when first needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, vectors: NDArray[np.float32], marks: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the logits of the first sentence of a window, float32 ``[7]``: `KINDS`, `THEMES`.

        Args:
            vectors: of the sentences, the passage first, then the nearest, ``[sentences, 384]``.
            marks: of the same, as `sentence_marks` gives them, ``[sentences, 13]``.
        """
        rows = np.concatenate([vectors, marks], axis=1, dtype=np.float32)
        (logits,) = self._session.run(["logits"], {"rows": rows})
        return np.asarray(logits, dtype=np.float32).reshape(len(KINDS) + len(THEMES))

    @cached_property
    def _session(self) -> Any:
        return session(self.path)


def sentence_marks(text: str) -> tuple[float, ...]:
    """Give what the word lists and the form of a sentence say, `MARKS` numbers from 0 to 1.

    The themes that its words give, those that they only speak for, whether it points back, is a
    list item, has a link, announces something, and how long it is.
    """
    words, hints = theme_words(text), theme_hints(text)
    return (
        *(float(theme in words) for theme in THEMES),
        *(float(theme in hints) for theme in THEMES),
        float(bool(ANAPHOR.search(readable(text)))),
        float(bool(ITEM.match(text))),
        float(bool(URL.search(text))),
        float(text.rstrip().endswith(":")),
        min(1.0, len(text.split()) / _LONG),
    )
