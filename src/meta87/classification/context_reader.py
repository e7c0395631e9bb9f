"""Passages read with what stands before them: vectors and marks of their windows → logits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import THEMES
from meta87.classification.network import LABELS
from meta87.classification.patterns import ANAPHOR, ITEM, URL
from meta87.classification.runtime import session
from meta87.classification.text import readable
from meta87.classification.theme_words import theme_hints, theme_words

MARKS = 2 * len(THEMES) + 5
_OF_WINDOWS = 3  # axes of what a file takes that reads several windows together
_AT_ONCE = 16  # windows
_REMEMBERED = 4096  # texts: the readers of both networks ask for the same marks
_LONG = 40  # words from which on a sentence is as long as can be


class ContextReader:
    """Two small layers of attention over the sentences of a window, tuned with the encoder.

    What a passage inherits from the sentences before it is learnt here, from what they mean and
    from the theme words that they hold. ``tools/tune_encoder`` tells how each was made.

    Args:
        path: of its ONNX file, which is read when first needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(
        self, rows: NDArray[np.float32], absent: NDArray[np.bool_], threads: ThreadPoolExecutor
    ) -> NDArray[np.float32]:
        """Give the logits of the first sentence of each window, ``[windows, 7]``.

        Args:
            rows: vectors of the sentences, the passage first, then the nearest, and beside each its
                `sentence_marks`, ``[windows, 6, 397]``.
            absent: where a window has fewer sentences, ``[windows, 6]``.
            threads: to read with.
        """
        starts = range(0, len(rows), _AT_ONCE)
        parts = [
            (rows[start : start + _AT_ONCE], absent[start : start + _AT_ONCE]) for start in starts
        ]
        logits = threads.map(lambda part: self._run(*part), parts)
        return np.concatenate([np.zeros((0, LABELS), dtype=np.float32), *logits])

    def _run(self, rows: NDArray[np.float32], absent: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Read some windows, one by one where the file takes one."""
        if len(self._session.get_inputs()[0].shape) == _OF_WINDOWS:
            (logits,) = self._session.run(["logits"], {"rows": rows, "absent": absent})
            return np.asarray(logits, dtype=np.float32)
        each = [
            self._session.run(["logits"], {"rows": one[~missing]})[0]
            for one, missing in zip(rows, absent, strict=True)
        ]
        return np.array(each, dtype=np.float32).reshape(len(rows), LABELS)

    @cached_property
    def _session(self) -> Any:
        return session(self.path)


@lru_cache(maxsize=_REMEMBERED)
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
