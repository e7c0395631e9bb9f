"""The sentence encoder: text → a vector of its meaning, and what it makes of its labels."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from meta87.classification.context_reader import FILE, ContextReader, sentence_marks
from meta87.classification.labels import ACTS, KINDS, THEMES
from meta87.classification.runtime import session
from meta87.errors import ModelError

DIMENSIONS = 384
LABELS = len(KINDS) + len(THEMES)
WIDTH = DIMENSIONS + LABELS + len(ACTS)
FILES = ("encoder.onnx", "tokenizer.json", FILE)

_PREFIX = "query: "  # what E5 was trained with
_MAX_TOKENS = 512
THREADS = 2
_OUTPUTS = ("embedding", "kind_logits", "theme_logits", "act_logits")


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder gives of texts, one row a text.

    Attributes:
        vectors: their meanings, of length 1, float32 ``[n, 384]``.
        kind: logits of `KINDS`, of which one holds, float32 ``[n, 3]``.
        themes: logits of `THEMES`, each by itself, float32 ``[n, 4]``.
        acts: the same of `ACTS`, float32 ``[n, 5]``; NaN of an encoder that does not tell them.
    """

    vectors: NDArray[np.float32]
    kind: NDArray[np.float32]
    themes: NDArray[np.float32]
    acts: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> Encoded:
        """Take the four parts out of rows that hold them side by side, ``[n, 396]``."""
        ends = np.cumsum((DIMENSIONS, len(KINDS), len(THEMES)))
        return cls(*np.split(rows, ends, axis=1))


class Encoder:
    """multilingual-e5-small, cut to eight layers, tuned on the corpus, in whole numbers (ONNX).

    It reads a text by itself; beside it stands a small reader of a text in its context.
    ``tools/tune_encoder`` tells how both were made.

    Texts are run one by one, two at a time: its numbers are rounded by one step a run, so that in a
    batch a vector would depend on its neighbours.

    Args:
        folder: holds `FILES`, which are read when first needed.

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

    def in_context(
        self, windows: Sequence[Sequence[str]], vectors: Mapping[str, NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        """Give what there is to know of texts read with those before them, ``[windows, 7]``.

        Args:
            windows: a text and what stands before it, the nearest first.
            vectors: of each of their texts, as `encode` gives them, ``[384]``.
        """
        marks = {text: sentence_marks(text) for one in windows for text in one}

        def read(texts: Sequence[str]) -> NDArray[np.float32]:
            """Read one window."""
            rows = np.array([vectors[text] for text in texts], dtype=np.float32)
            told = np.array([marks[text] for text in texts], dtype=np.float32)
            return self._reader.read(rows, told)

        with ThreadPoolExecutor(self.threads) as threads:
            logits = list(threads.map(read, windows))
        return np.array(logits, dtype=np.float32).reshape(len(windows), LABELS)

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
    def _session(self) -> Any:
        return session(self.folder / "encoder.onnx")

    @cached_property
    def _outputs(self) -> list[str]:
        """Names of what the file gives: one of before the acts were told gives all but those."""
        given = {one.name for one in self._session.get_outputs()}
        return [name for name in _OUTPUTS if name in given]

    @cached_property
    def _reader(self) -> ContextReader:
        return ContextReader(self.folder / FILE)

    def _token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        return [e.ids for e in self._tokenizer.encode_batch([_PREFIX + text for text in texts])]

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        parts = self._session.run(self._outputs, {"input_ids": np.array([ids], dtype=np.int64)})
        row = np.full(WIDTH, np.nan, dtype=np.float32)
        told = np.concatenate([part[0] for part in parts])
        row[: len(told)] = told
        return row
