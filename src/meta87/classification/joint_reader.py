"""A passage read together with what stands before it: every token of both sees every other."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classification.network import LABELS, Ids
from meta87.classification.runtime import session
from meta87.classification.tokens import PREFIX_TOKENS

JOINT = "joint.onnx"
"""The network's file, beside those of the encoder."""
MOST_OWN, MOST_TOKENS = 112, 144
"""Tokens of a passage that are read, and of it with what stands before it."""
LEAST_BEFORE = 8
"""Tokens that a sentence is cut to; where there is room for fewer, nothing of it is read."""


class JointReader:
    """The encoder's layers tuned on passages with their contexts, in whole numbers (ONNX).

    It knows what no mean of a sentence keeps: which words a passage takes up again. It reads three
    times as many tokens as a passage has, so it is asked only where the themes are unsure.
    ``tools/tune_encoder`` tells how it was made.

    Args:
        path: of its file, which is read when first needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(
        self, windows: Sequence[Sequence[Ids]], threads: ThreadPoolExecutor
    ) -> NDArray[np.float32]:
        """Give the logits of the first text of each window, kinds then themes, ``[windows, 7]``.

        Args:
            windows: tokens of a passage and of the sentences before it, the nearest first.
            threads: to read with; what a window gets does not depend on the others.
        """
        if not windows:
            return np.zeros((0, LABELS), dtype=np.float32)
        _ = self._session  # opened once, before the threads ask for it
        return np.array(list(threads.map(self._run, windows)), dtype=np.float32)

    def _run(self, window: Sequence[Ids]) -> NDArray[np.float32]:
        tokens, own = side_by_side(window)
        given = {"input_ids": np.array([tokens], np.int64), "own": np.array([own], np.int64)}
        (logits,) = self._session.run(["logits"], given)
        return np.asarray(logits[0], dtype=np.float32)

    @cached_property
    def _session(self) -> Any:
        return session(self.path)


def side_by_side(window: Sequence[Ids]) -> tuple[list[int], list[int]]:
    """Put the texts of a window one after the other, the passage last.

    The nearest sentences are kept where there is no room for all, the last of them by its last
    tokens.

    Args:
        window: tokens of each text as `Tokens.ids` gives them, the passage first, then the nearest.

    Returns:
        The tokens, and for each 1 where it is of the passage, 0 where it stands before it.
    """
    passage, *before = window
    start, end = list(passage[:PREFIX_TOKENS]), passage[-1]
    own = [*passage[PREFIX_TOKENS:-1][:MOST_OWN], end]
    room = MOST_TOKENS - len(start) - len(own)
    context: list[int] = []
    for text in before:
        inner = list(text[PREFIX_TOKENS:])
        if len(inner) > room and room < LEAST_BEFORE:
            break
        context = inner[-room:] + context
        room -= len(inner)
        if room <= 0:
            break
    tokens = [*start, *context, *own]
    return tokens, [0] * (len(tokens) - len(own)) + [1] * len(own)
