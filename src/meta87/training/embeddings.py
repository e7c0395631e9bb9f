"""Sentence vectors that are computed once: a cache of arrays outside the project."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from joblib import Memory
from numpy.typing import NDArray

from meta87.classification.encoder import DIMENSIONS, Encoder

_PIECE = 64  # texts that are cached together


def embed(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Give the vectors, float32 ``[len(texts), 384]``, from the cache where it has them."""
    distinct = sorted(set(texts), key=lambda text: (len(text), text))
    encode = Memory(cache_folder(), verbose=0).cache(_encode, ignore=["encoder"])
    pieces = [
        encode(tuple(distinct[start : start + _PIECE]), encoder.sums, encoder=encoder)
        for start in range(0, len(distinct), _PIECE)
    ]
    vectors = np.concatenate(pieces) if pieces else np.zeros((0, DIMENSIONS), dtype=np.float32)
    row = {text: number for number, text in enumerate(distinct)}
    return np.asarray(vectors[[row[text] for text in texts]], dtype=np.float32)


def cache_folder() -> Path:
    """Give the folder of cached vectors: ``META87_CACHE``, else one of the user's."""
    named = os.environ.get("META87_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "meta87"


def _encode(
    texts: tuple[str, ...],
    sums: dict[str, str],  # noqa: ARG001  part of the cache's key
    encoder: Encoder,
) -> NDArray[np.float32]:
    return encoder.encode(texts)
