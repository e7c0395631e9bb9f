"""The reader: a transformer that reads the passages of an answer, each token once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meta87.classify.acts import ActHeads, read_acts
from meta87.classify.files import as_model_error, read_arrays, read_manifest, read_verified
from meta87.classify.labels import ROW
from meta87.classify.tokens import Tokens
from meta87.classify.windows import Window, windows

if TYPE_CHECKING:
    import onnxruntime

ACCURATE, FAST = "accurate", "fast"
DEPTHS = (ACCURATE, FAST)
"""Two depths of one architecture; the second was distilled from the first."""
TOKENIZER, MANIFEST, ACT_HEADS = "tokenizer.json", "manifest.json", "acts.npz"
THREADS = 2

_EXTERNAL = b"location"  # key under which ONNX names another file that holds weights
_ERRORS_ONLY = 3
_AHEAD = 8  # windows

Rows = NDArray[np.float32]


def words_file(depth: str) -> str:
    """Returns the name of the file of a depth's word vectors."""
    return f"{depth}-words.npz"


def files_of(depth: str) -> tuple[str, ...]:
    """Returns the names of the files that a depth reads."""
    return f"{depth}.onnx", words_file(depth), TOKENIZER


class Reader:
    """A network (ONNX, weights in 8 bits) from tokens to rows of 396 numbers.

    A row holds a token's vector (384 numbers) and its logits of `LABELS` (12). The mean of the rows
    of a passage is the passage's vector and its logits: pooling is by mean and heads are linear.
    A passage sees itself and those before it: what comes after changes its row by rounding alone.
    Windows are run one by one, so that no row depends on other answers. ``tools/train_reader``
    tells how it was trained.

    Args:
        folder: holds the files, each of which is read when first needed.
        depth: one of `DEPTHS`.
        threads: windows that are read at a time; no row depends on it.
    """

    def __init__(self, folder: Path, depth: str = ACCURATE, threads: int = THREADS) -> None:
        self.folder = folder
        self.depth = depth
        self.threads = threads

    @cached_property
    def checksums(self) -> Mapping[str, str]:
        """SHA-256 of each file that it reads, by name, as the manifest has them."""
        return self._named(*files_of(self.depth))

    def _named(self, *names: str) -> Mapping[str, str]:
        path = self.folder / MANIFEST
        manifest = read_manifest(path)
        with as_model_error(path):
            return {name: str(manifest["files"][name]) for name in names}

    @cached_property
    def acts(self) -> ActHeads:
        """The heads of the speech acts, which are fitted apart from the network."""
        path = self.folder / ACT_HEADS
        return read_acts(path, read_verified(path, self._named(ACT_HEADS)), self.depth)

    @cached_property
    def tokens(self) -> Tokens:
        """The tokenizer."""
        path = self.folder / TOKENIZER
        data = read_verified(path, self.checksums)
        with as_model_error(path):
            return Tokens(data)

    def windows(self, texts: Sequence[str], context: str = "") -> Iterator[Window]:
        """Yields the windows of the passages of an answer."""
        before = self.tokens.ids(context) if context else []
        return windows([self.tokens.ids(text) for text in texts], before)

    def rows(self, found: Iterable[Window]) -> Iterator[Rows]:
        """Yields the rows of the tokens of each window, ``[tokens, 396]``, in order.

        A few windows are read ahead, on other threads.
        """
        _ = self._session, self._words  # opened once, before threads ask for them
        with ThreadPoolExecutor(self.threads) as pool:
            ahead: deque[Future[Rows]] = deque()
            for window in found:
                ahead.append(pool.submit(self._rows, window))
                if len(ahead) > _AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()

    def pooled(self, answers: Iterable[tuple[Sequence[str], str]]) -> Rows:
        """Returns the row of each passage of answers, ``[passages, 396]``, in order.

        Args:
            answers: texts of the passages of each, and what stands before the first.
        """
        found = (w for texts, context in answers for w in self.windows(texts, context))
        return np.array(list(self.means(found)), np.float32).reshape(-1, ROW)

    def means(self, found: Iterable[Window]) -> Iterator[Rows]:
        """Yields the mean row of each passage of windows, ``[396]``, in order."""
        found, again = tee(found)
        for window, read in zip(again, self.rows(found), strict=True):
            for start, end in window.spans:
                yield read[start:end].mean(axis=0)

    def _rows(self, window: Window) -> Rows:
        codes, steps = self._words
        ids = np.array(window.ids)
        given = {
            "words": (codes[ids].astype(np.float32) * steps[ids])[None],
            "blocks": np.array(window.blocks)[None],
        }
        with as_model_error(self.folder / f"{self.depth}.onnx"):
            (rows,) = self._session.run(["rows"], given)
            return np.asarray(rows[0], np.float32).reshape(len(ids), ROW)

    @cached_property
    def _words(self) -> tuple[NDArray[np.int8], Rows]:
        """Vectors of words in 8 bits, ``[words, width]``, and the step of each, ``[words, 1]``."""
        path = self.folder / words_file(self.depth)
        arrays = read_arrays(path, read_verified(path, self.checksums))
        with as_model_error(path):
            codes, steps = arrays["codes"], arrays["steps"]
            if codes.shape[:-1] != (self.tokens.count,) or steps.shape != (len(codes), 1):
                raise ValueError(codes.shape)
            return codes.astype(np.int8, casting="no"), steps.astype(np.float32, casting="no")

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        # Read when the library is first imported: without it, its builds may report how it is used.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415  heavy

        path = self.folder / f"{self.depth}.onnx"
        data = read_verified(path, self.checksums)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        with as_model_error(path):
            if _EXTERNAL in data:
                raise ValueError(_EXTERNAL)
            return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
