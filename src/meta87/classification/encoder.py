"""The sentence encoder: text → a vector of its meaning, and what it makes of its labels."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meta87.classification.context_reader import MARKS, ContextReader, sentence_marks
from meta87.classification.joint_reader import JOINT, JointReader
from meta87.classification.network import (
    DIMENSIONS,
    LABELS,
    STUDENT,
    TEACHER,
    Encoded,
    Ids,
    Network,
    is_sure,
)
from meta87.classification.text import WINDOW
from meta87.classification.tokens import Tokens
from meta87.errors import ModelError

CASCADE = (STUDENT, TEACHER)
"""What the student is sure of is not read by its teacher."""
READERS = {STUDENT: "student_context.onnx", TEACHER: "context.onnx"}
"""What reads a text in its context, by its vector and those before it, beside each network."""
TOKENIZER = "tokenizer.json"

_AT_ONCE = {STUDENT: 16, TEACHER: 1}
Words = tuple[list[str], NDArray[np.float32]]
"""Words, and what each gave the logits of kind and themes, ``[words, 7]``."""
THREADS = 2


class Encoder:
    """multilingual-e5-small, eight layers made slim, tuned on the corpus, in whole numbers (ONNX).

    It reads a text by itself; before it stands a small student of its own, which reads what is
    plain at a fraction of the time, and beside it a small reader of a text in its context, and a
    network of its own size that reads both together. ``tools/tune_encoder`` tells how they were
    made.

    It is given texts one by one, two at a time: its numbers are rounded by one step a run, so that
    in a batch a vector would depend on its neighbours. Its student rounds them by fixed steps.

    Args:
        folder: holds the files, which are read when first needed.
        networks: names of the files that read a text, in turn: the next one where one is not sure.
        joint: whether it can also read texts together with what stands before them.

    Attributes:
        networks: the same.
        files: names of all that are read.
        threads: texts that are run at a time; what a text gets does not depend on it.

    Raises:
        ModelError: a file is missing.
    """

    def __init__(
        self, folder: Path, networks: Sequence[str] = CASCADE, *, joint: bool = False
    ) -> None:
        self.folder = folder
        self.networks = tuple(networks)
        self.threads = THREADS
        readers = (READERS[name] for name in networks)
        self.files = (*networks, TOKENIZER, *readers, *((JOINT,) if joint else ()))
        for name in self.files:
            if not (folder / name).is_file():
                raise ModelError("model-file-missing", path=folder / name)
        self._read_by = [Network(folder / name, _AT_ONCE[name]) for name in networks]

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Give what there is to know of the texts; equal ones are run once."""
        plain = [unicodedata.normalize("NFC", text) for text in texts]
        longest_first = sorted(set(plain), key=lambda text: (-len(text), text))
        place = {text: number for number, text in enumerate(longest_first)}
        places = np.array([place[text] for text in plain], dtype=np.int64)
        rows, first = self._read(list(map(self._tokens.ids, longest_first)))
        alone = len(self.networks) == 1
        return Encoded.of(rows[places], None if alone else first[places, :DIMENSIONS])

    def in_context(
        self,
        windows: Sequence[Sequence[str]],
        vectors: Mapping[str, NDArray[np.float32]],
        network: str = "",
    ) -> NDArray[np.float32]:
        """Give what there is to know of texts read with those before them, ``[windows, 7]``.

        Args:
            windows: a text and what stands before it, the nearest first.
            vectors: of each of their texts, as `encode` gives them, ``[384]``.
            network: whose reader of contexts is asked; the last one's when absent, which takes the
                student's vectors too, where the student is sure.
        """
        texts = list(dict.fromkeys(text for one in windows for text in one))
        known = np.zeros((len(texts) + 1, DIMENSIONS + MARKS), dtype=np.float32)
        for row, text in enumerate(texts):
            known[row, :DIMENSIONS], known[row, DIMENSIONS:] = vectors[text], sentence_marks(text)
        place = {text: row for row, text in enumerate(texts)}
        places = np.full((len(windows), WINDOW), len(texts))
        for row, one in enumerate(windows):
            places[row, : len(one)] = [place[text] for text in one]
        with ThreadPoolExecutor(self.threads) as threads:
            return self._readers[network or self.networks[-1]].read(
                known[places], places == len(texts), threads
            )

    def together(self, windows: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Give the logits of texts that are read as one with those before them, ``[windows, 7]``.

        They are of `KINDS` and `THEMES`, as those of `in_context`; equal windows are run once.

        Args:
            windows: a text and what stands before it, the nearest first.
        """
        distinct = list(dict.fromkeys(map(tuple, windows)))
        texts = {text for one in distinct for text in one}
        ids = {text: self._tokens.ids(unicodedata.normalize("NFC", text)) for text in texts}
        with ThreadPoolExecutor(self.threads) as threads:
            rows = self._joint.read([[ids[text] for text in one] for one in distinct], threads)
        place = {one: number for number, one in enumerate(distinct)}
        return rows[np.array([place[tuple(one)] for one in windows], dtype=np.int64)]

    def words(self, texts: Sequence[str]) -> dict[str, Words]:
        """Give the words of texts with what each gave the student's logits of kind and themes.

        There are none without a student.
        """
        if STUDENT not in self.networks:
            return {text: ([], np.zeros((0, LABELS), dtype=np.float32)) for text in texts}
        plain = [unicodedata.normalize("NFC", text) for text in texts]
        student = self._read_by[self.networks.index(STUDENT)]
        with ThreadPoolExecutor(self.threads) as threads:
            weights = student.weigh(list(map(self._tokens.ids, plain)), threads)
        told = map(self._of_words, texts, plain, weights)
        return dict(zip(texts, told, strict=True))

    def _of_words(self, text: str, plain: str, weights: NDArray[np.float32]) -> Words:
        """Add up what the tokens of each word gave; as written, where the words are as many."""
        words, sizes = zip(*self._tokens.words(plain), strict=True)
        if len(written := text.split()) == len(words):
            words = tuple(written)
        starts = np.cumsum((0, *sizes[:-1]))
        read = int((starts < len(weights)).sum())  # the end of a very long text is not
        return list(words[:read]), np.add.reduceat(weights, starts[:read], axis=0)

    @cached_property
    def sums(self) -> dict[str, str]:
        """SHA-256 of each file, in hexadecimal."""
        files = {name: (self.folder / name).read_bytes() for name in self.files}
        return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(self.folder / TOKENIZER)

    @cached_property
    def _readers(self) -> dict[str, ContextReader]:
        return {name: ContextReader(self.folder / READERS[name]) for name in self.networks}

    @cached_property
    def _joint(self) -> JointReader:
        return JointReader(self.folder / JOINT)

    def _read(self, ids: Sequence[Ids]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give the row of each text by the first network that is sure of it, or by the last.

        Beside these, the rows of the first network for all.
        """
        first, *others = self._read_by
        with ThreadPoolExecutor(self.threads) as threads:
            by_first = first.read(ids, threads)
            rows, left = by_first.copy(), np.arange(len(ids))
            for network in others:
                left = left[~is_sure(rows[left])]
                rows[left] = network.read([ids[place] for place in left.tolist()], threads)
        return rows, by_first
