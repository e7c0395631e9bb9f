"""What the encoder says of passages that are learnt from: computed once, and never by heart."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from joblib import Memory
from numpy.typing import NDArray

from meta87.classification.encoder import TOKENIZER, Encoder
from meta87.classification.labels import Passage
from meta87.classification.network import (
    DIMENSIONS,
    LABELS,
    STUDENT,
    SURE_KIND,
    SURE_NO_ACT,
    TEACHER,
    WIDTH,
    Encoded,
)
from meta87.classification.text import window
from meta87.training.keys import read_keys, read_said, text_key, window_key

LEFT_OUT = {TEACHER: "left_out.npz", STUDENT: "left_out_student.npz"}
"""What was said of passages by networks like each that had not learnt from them."""

JOINTLY_LEARNT = "joint_learnt.npz"
"""The keys of what the network that reads passages together with their context learnt from."""

_PIECE = 64  # texts that are cached together


class LearningReader:
    """Reads as an encoder that remembers, and that knows no label by heart.

    The networks were tuned on passages of the corpus. What they are taken to say of those, and of
    what stands before them, was said by networks that had not learnt from them (`LEFT_OUT` beside
    them, made by ``tools/tune_encoder``).

    Args:
        encoder: reads all that its networks did not learn from.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._left_out = {
            name: read_said(encoder.folder / LEFT_OUT[name]) for name in encoder.networks
        }
        self._jointly_learnt = read_keys(encoder.folder / JOINTLY_LEARNT)

    def knows(self, passage: Passage) -> bool:
        """Tell whether the last network learnt from a passage, or the one that reads it jointly."""
        key = window_key(window(passage))
        return key in self._left_out[self.encoder.networks[-1]] or key in self._jointly_learnt

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Read texts by themselves; what is remembered is not read again."""
        rows, left_out = embed(texts, self.encoder), self._left_out[self.encoder.networks[-1]]
        for place, key in enumerate(map(text_key, texts)):
            if key in left_out:
                rows[place, DIMENSIONS : DIMENSIONS + LABELS] = left_out[key]
        by_student = rows[:, WIDTH:] if rows.shape[1] > WIDTH else None
        return Encoded.of(rows[:, :WIDTH], by_student)

    def in_context(
        self,
        windows: Sequence[Sequence[str]],
        vectors: Mapping[str, NDArray[np.float32]],
        network: str = "",
    ) -> NDArray[np.float32]:
        """Read texts with those before them, as `Encoder.in_context`."""
        left_out = self._left_out[network or self.encoder.networks[-1]]
        keys = [window_key(one) for one in windows]
        logits = np.zeros((len(windows), LABELS), dtype=np.float32)
        new = [place for place, key in enumerate(keys) if key not in left_out]
        logits[new] = self.encoder.in_context([windows[place] for place in new], vectors, network)
        for place, key in enumerate(keys):
            if key in left_out:
                logits[place] = left_out[key]
        return logits


def embed(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Give what the encoder says of texts, from the cache where it has them.

    ``[n, 396]``, or ``[n, 780]`` where the student's vectors stand beside it.
    """
    distinct = sorted(set(texts), key=lambda text: (len(text), text))
    encode = Memory(cache_folder(), verbose=0).cache(_encode, ignore=["encoder"])
    read_by = {name: encoder.sums[name] for name in (*encoder.networks, TOKENIZER)}
    key = {**read_by, "sure": f"{SURE_KIND} {SURE_NO_ACT}"}
    pieces = [
        encode(tuple(distinct[start : start + _PIECE]), key, encoder=encoder)
        for start in range(0, len(distinct), _PIECE)
    ]
    rows = np.concatenate(pieces) if pieces else _row_parts(encoder.encode(()))
    place = {text: number for number, text in enumerate(distinct)}
    return np.asarray(rows[[place[text] for text in texts]], dtype=np.float32)


def cache_folder() -> Path:
    """Give the folder of what is cached: ``META87_CACHE``, else one of the user's."""
    named = os.environ.get("META87_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "meta87"


def _encode(
    texts: tuple[str, ...],
    key: dict[str, str],  # noqa: ARG001  part of the cache's key
    encoder: Encoder,
) -> NDArray[np.float32]:
    return _row_parts(encoder.encode(texts))


def _row_parts(found: Encoded) -> NDArray[np.float32]:
    parts = [found.vectors, found.kind, found.themes, found.acts, found.by_student]
    return np.concatenate([part for part in parts if part is not None], axis=1)
