"""A network that reads one text: its tokens → a vector of its meaning, and logits of its labels."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import ACTS, KINDS, THEMES
from meta87.classification.runtime import session

STUDENT, TEACHER = "student.onnx", "encoder.onnx"
"""Networks that read a text: a small one that has learnt from the other, and that one."""
DIMENSIONS = 384
LABELS = len(KINDS) + len(THEMES)
WIDTH = DIMENSIONS + LABELS + len(ACTS)

_PADDING = 1  # a token that is not read
_OUTPUTS = ("embedding", "kind_logits", "theme_logits", "act_logits")

SURE_KIND, SURE_NO_ACT = 2.5, 1.5
"""From where on a network is sure, chosen on dev as ``tools/tune_encoder`` tells: by how much the
logit of a kind is above the next, and those of the acts are below zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What a network gives of texts, one row a text.

    Attributes:
        vectors: their meanings, of length 1, float32 ``[n, 384]``.
        kind: logits of `KINDS`, of which one holds, float32 ``[n, 3]``.
        themes: logits of `THEMES`, each by itself, float32 ``[n, 4]``.
        acts: the same of `ACTS`, float32 ``[n, 5]``; NaN of a network that does not tell them.
        by_student: meanings by the student alone, ``[n, 384]``, where another reads beside it.
    """

    vectors: NDArray[np.float32]
    kind: NDArray[np.float32]
    themes: NDArray[np.float32]
    acts: NDArray[np.float32]
    by_student: NDArray[np.float32] | None = None

    @classmethod
    def of(
        cls, rows: NDArray[np.float32], by_student: NDArray[np.float32] | None = None
    ) -> Encoded:
        """Take the four parts out of rows that hold them side by side, ``[n, 396]``."""
        ends = np.cumsum((DIMENSIONS, len(KINDS), len(THEMES)))
        vectors, kind, themes, acts = np.split(rows, ends, axis=1)
        return cls(vectors, kind, themes, acts, by_student)


Ids = Sequence[int]


class Network:
    """An ONNX file from ``input_ids`` ``[texts, tokens]`` to what `Encoded` holds.

    What a text gets does not depend on the others: one that rounds by what a run holds is given
    one text a run.

    Args:
        path: of the file, which is read when first needed.
        at_once: texts that it is given together, the shorter ones padded.
    """

    def __init__(self, path: Path, at_once: int = 1) -> None:
        self.path = path
        self.at_once = at_once

    def read(self, texts: Sequence[Ids], threads: ThreadPoolExecutor) -> NDArray[np.float32]:
        """Give the rows of texts, by their tokens, ``[n, 396]``."""
        parts = threads.map(self._run, self._parts(texts))
        return np.concatenate([np.zeros((0, WIDTH), dtype=np.float32), *parts])

    def weigh(self, texts: Sequence[Ids], threads: ThreadPoolExecutor) -> list[NDArray[np.float32]]:
        """Give what each token of texts gave the logits of kind and themes, ``[tokens, 7]`` each.

        Only a file with ``token_logits`` tells it, and nothing of what stands around a text.
        """
        parts = threads.map(self._weigh, self._parts(texts))
        return [weights for part in parts for weights in part]

    def _parts(self, texts: Sequence[Ids]) -> list[Sequence[Ids]]:
        """Part texts into those that are given together."""
        starts = range(0, len(texts), self.at_once)
        return [texts[start : start + self.at_once] for start in starts]

    def _weigh(self, texts: Sequence[Ids]) -> list[NDArray[np.float32]]:
        (weights,) = self._session.run(["token_logits"], {"input_ids": _padded(texts)})
        before = max(map(len, texts)) - weights.shape[1]
        return [row[: len(ids) - before - 1] for row, ids in zip(weights, texts, strict=True)]

    def _run(self, texts: Sequence[Ids]) -> NDArray[np.float32]:
        told = np.concatenate(
            self._session.run(self._outputs, {"input_ids": _padded(texts)}), axis=1
        )
        rows = np.full((len(texts), WIDTH), np.nan, dtype=np.float32)
        rows[:, : told.shape[1]] = told
        return rows

    @cached_property
    def _session(self) -> Any:
        return session(self.path)

    @cached_property
    def _outputs(self) -> list[str]:
        """Names of what the file gives: one of before the acts were told gives all but those."""
        given = {one.name for one in self._session.get_outputs()}
        return [name for name in _OUTPUTS if name in given]


def _padded(texts: Sequence[Ids]) -> NDArray[np.int64]:
    """Put the tokens of texts side by side, ``[n, T]``."""
    ids = np.full((len(texts), max(map(len, texts))), _PADDING, dtype=np.int64)
    for row, one in enumerate(texts):
        ids[row, : len(one)] = one
    return ids


def is_sure(rows: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Say of which texts a network leaves little doubt of the kind and hears no act, ``[n]``.

    A theme that it is not sure of decides nothing: what a passage inherits is read in its context.

    Args:
        rows: of texts, as `Network.read` gives them.
    """
    told = Encoded.of(rows)
    ranked = np.sort(told.kind, axis=1)
    plain = ranked[:, -1] - ranked[:, -2] >= SURE_KIND
    return np.asarray(plain & (told.acts.max(axis=1) <= -SURE_NO_ACT))
