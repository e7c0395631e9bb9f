"""Sentence vectors of a pretrained encoder that nothing here has tuned, kept between runs."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from meta87.corpus.schema import Record

ENCODER = Path(__file__).parents[2] / "shared/encoder"
CACHE = Path(__file__).parents[1] / "build/frozen-vectors.npz"
_BATCH = 16  # texts a run, of like length
_TOKENS = 192
_SAVED = 4000  # texts between two writes of the cache


def fingerprint(text: str) -> bytes:
    """Returns the SHA-1 of a text, the key of its vector."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).digest()


class FrozenEncoder:
    """multilingual-e5-small as `shared/encoder` holds it: text → 384 numbers, of length 1.

    A text of more than 192 tokens keeps its first ones. Vectors do not depend on the batch.
    """

    def __init__(self, folder: Path = ENCODER, cache: Path = CACHE) -> None:
        self._session = ort.InferenceSession(
            folder / "encoder.onnx", providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.enable_padding()
        self._cache = cache
        self._known: dict[bytes, NDArray[np.float16]] = {}
        if cache.is_file():
            with np.load(cache, allow_pickle=False) as kept:
                keys, rows = kept["keys"], kept["rows"]
            self._known = {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns the vectors of texts, ``[texts, 384]``; equal texts are encoded once."""
        keys = [fingerprint(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        todo = sorted(new.items(), key=lambda item: (len(item[1]), item[0]))
        for start in range(0, len(todo), _SAVED):
            self._encode(todo[start : start + _SAVED])
            self._save()
        return np.stack([self._known[key] for key in keys]).astype(np.float32)

    def _encode(self, todo: Sequence[tuple[bytes, str]]) -> None:
        for start in range(0, len(todo), _BATCH):
            some = todo[start : start + _BATCH]
            plain = ["query: " + unicodedata.normalize("NFC", text) for _, text in some]
            read = self._tokenizer.encode_batch(plain)
            rows = self._session.run(None, {
                "input_ids": np.array([one.ids for one in read], dtype=np.int64),
                "attention_mask": np.array([one.attention_mask for one in read], dtype=np.int64),
            })[0]  # fmt: skip
            for (key, _), row in zip(some, rows, strict=True):
                self._known[key] = row.astype(np.float16)

    def _save(self) -> None:
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(self._known), dtype=np.uint8).reshape(-1, 20)
        np.savez(self._cache, keys=keys, rows=np.stack(list(self._known.values())))


def before(records: Iterable[Record], characters: int = 160) -> list[str]:
    """Returns what stands right before each passage: the passage before, or the end of the context.

    "—" stands for nothing.
    """
    found: list[str] = []
    last = ""
    for record in records:
        context = record.context.strip()
        if last and context.endswith(last):
            found.append(last)
        else:
            end = context[-characters:]
            found.append((end if end == context else end[end.find(" ") + 1 :]) or "—")
        last = record.text.strip()
    return found
