"""The sentence encoder: text → a vector of its meaning, and what it makes of its labels."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from meta87.classification.labels import KINDS, THEMES
from meta87.errors import ModelError

DIMENSIONS = 384
WIDTH = DIMENSIONS + len(KINDS) + len(THEMES)
FILES = ("encoder.onnx", "tokenizer.json")

_PREFIX = "query: "  # what E5 was trained with
_MAX_TOKENS = 512
THREADS = 2
_ERRORS_ONLY = 3
_OUTPUTS = ("embedding", "kind_logits", "theme_logits")


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder gives of texts, one row a text.

    Attributes:
        vectors: their meanings, of length 1, float32 ``[n, 384]``.
        kind: logits of `KINDS`, of which one holds, float32 ``[n, 3]``.
        themes: logits of `THEMES`, each by itself, float32 ``[n, 4]``.
    """

    vectors: NDArray[np.float32]
    kind: NDArray[np.float32]
    themes: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> Encoded:
        """Take the three parts out of rows that hold them side by side, ``[n, 391]``."""
        kind, themes = DIMENSIONS, DIMENSIONS + len(KINDS)
        return cls(rows[:, :kind], rows[:, kind:themes], rows[:, themes:])


class Encoder:
    """multilingual-e5-small, cut to six layers, tuned on the corpus and quantised (onnxruntime).

    It reads a text without its context. ``tools/tune_encoder`` tells how it was made.

    Texts are run one by one, two at a time: in a batch, the last bits of a vector would depend
    on its neighbours, and the gain is a tenth.

    Args:
        folder: holds ``encoder.onnx`` and ``tokenizer.json``; both are read when first needed.

    Attributes:
        threads: texts that are run at a time; what a text gets does not depend on it.

    Raises:
        ModelError: a file is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.threads = THREADS
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError("model-file-missing", path=folder / name)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Give what there is to know of the texts; equal ones are run once."""
        if not texts:
            return Encoded.of(np.zeros((0, WIDTH), dtype=np.float32))
        plain = [unicodedata.normalize("NFC", text) for text in texts]
        longest_first = sorted(set(plain), key=lambda text: (-len(text), text))
        run, ids = self._run, self._token_ids(longest_first)
        with ThreadPoolExecutor(self.threads) as threads:
            rows = dict(zip(longest_first, threads.map(run, ids), strict=True))
        return Encoded.of(np.array([rows[text] for text in plain]))

    @cached_property
    def sums(self) -> dict[str, str]:
        """SHA-256 of each file, in hexadecimal."""
        files = {name: (self.folder / name).read_bytes() for name in FILES}
        return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.enable_truncation(_MAX_TOKENS)
        return tokenizer

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        path = str(self.folder / "encoder.onnx")
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def _token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        return [e.ids for e in self._tokenizer.encode_batch([_PREFIX + text for text in texts])]

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        inputs = np.array([ids], dtype=np.int64)
        feed = {"input_ids": inputs, "attention_mask": np.ones_like(inputs)}
        parts = self._session.run(_OUTPUTS, feed)
        return np.concatenate([part[0] for part in parts], dtype=np.float32)
