"""What networks were taught on, and what others say of it, by keys: no text of a corpus is kept."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import KINDS
from meta87.classification.network import LABELS

_KEY = 16  # bytes of the SHA-256 of a text that name it


def text_key(text: str) -> bytes:
    """Give the first bytes of the SHA-256 of a text in NFC, which name it in files."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).digest()[:_KEY]


def window_key(texts: Sequence[str]) -> bytes:
    """Give the same of a text that is read with those before it; no text has such a key."""
    return text_key("\0".join((*texts, "")))


def write_keys(path: Path, keys: Iterable[bytes]) -> None:
    """Write keys, each once, in order."""
    np.savez_compressed(path, keys=_rows(sorted(set(keys))))


def read_keys(path: Path) -> set[bytes]:
    """Give the keys of a file; none where there is no such file."""
    if not path.is_file():
        return set()
    with np.load(path, allow_pickle=False) as data:
        return {row.tobytes() for row in data["keys"]}


def write_said(path: Path, said: Mapping[bytes, NDArray[np.float32]]) -> None:
    """Write logits by the keys of texts and windows, those of `KINDS` first, ``[7]`` each."""
    rows = np.array(list(said.values())).reshape(-1, LABELS)
    np.savez_compressed(
        path,
        keys=_rows(list(said)),
        kind_logits=rows[:, : len(KINDS)].astype("f2"),
        theme_logits=rows[:, len(KINDS) :].astype("f2"),
    )


def read_said(path: Path) -> dict[bytes, NDArray[np.float32]]:
    """Give the logits of a file by their keys; none where there is no such file."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as data:
        logits = np.concatenate([data["kind_logits"], data["theme_logits"]], axis=1)
        return {row.tobytes(): said for row, said in zip(data["keys"], logits, strict=True)}


def _rows(keys: Sequence[bytes]) -> NDArray[np.uint8]:
    return np.array([np.frombuffer(key, dtype=np.uint8) for key in keys])
