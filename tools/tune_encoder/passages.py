"""Annotated passages as tensors: what the network reads and what it should answer."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from meta87.classification.context_reader import MARKS, sentence_marks
from meta87.classification.encoder import TOKENIZER
from meta87.classification.labels import ACTS, KINDS, THEMES, Passage
from meta87.classification.text import read_before, window
from meta87.classification.tokens import Tokens

PREFIX = "query: "  # as meta87.classification.encoder puts it
MOST_TOKENS = 160  # of a passage in training; longer ones are cut
PADDING = 1  # a token that no text has
_PIECE = 16  # texts of like length that are run at once


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence: its tokens, and what `sentence_marks` says of it."""

    ids: tuple[int, ...]
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage.

    Attributes:
        window: its text as it is annotated, and the sentences that it is read with.
        before: sentences of its context that models read one by one: the nearest and the lead-in.
        answer: the answer that it is of; passages of one answer are learnt from together.
        writer: whose hand it is.
        split: train, dev, test, or empty.
        kind: number of its kind in `KINDS`.
        themes: 0 or 1 for each of `THEMES`.
    """

    window: tuple[str, ...]
    before: tuple[str, ...]
    answer: tuple[str, str]
    writer: str
    split: str
    kind: int
    themes: list[float]


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages with all that their windows hold.

    Attributes:
        pieces: distinct texts of like length: int64 ids, float32 mask ``[texts, tokens]``, and the
            places of the texts among all.
        marks: of each text, ``[texts, 13]``, and of one that is absent.
        rows: the texts of each window, the passage first, ``[passages, sentences]``; where a window
            is shorter, the number of texts.
        kind, themes: what is to be said, int64 ``[passages]`` and float32 ``[passages, 4]``.
    """

    pieces: list[tuple[Tensor, Tensor, list[int]]]
    marks: Tensor
    rows: Tensor
    kind: Tensor
    themes: Tensor


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the acts that it tells, 0 or 1 for each of `ACTS`."""

    text: str
    acts: list[float]


class Texts:
    """Texts as the network reads them, each prepared once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self._known: dict[str, Text] = {}

    def __getitem__(self, text: str) -> Text:
        """Give the tokens and the marks of a text."""
        if text not in self._known:
            ids = self.tokenizer.encode(PREFIX + unicodedata.normalize("NFC", text)).ids
            self._known[text] = Text(tuple(ids), sentence_marks(text))
        return self._known[text]

    def pieces(self, texts: Sequence[str]) -> list[tuple[Tensor, Tensor, list[int]]]:
        """Put texts of like length side by side, padded to the longest of each piece."""
        order = sorted(range(len(texts)), key=lambda place: len(self[texts[place]].ids))
        parts = [order[start : start + _PIECE] for start in range(0, len(order), _PIECE)]
        return [(*padded([self[texts[place]].ids for place in part]), part) for part in parts]

    def batch(self, examples: Sequence[Example]) -> Batch:
        """Put passages side by side."""
        texts = list(dict.fromkeys(text for one in examples for text in one.window))
        places = {text: place for place, text in enumerate(texts)}
        rows = [torch.tensor([places[text] for text in one.window]) for one in examples]
        marks = [*(self[text].marks for text in texts), (0.0,) * MARKS]
        return Batch(
            self.pieces(texts),
            torch.tensor(marks),
            pad_sequence(rows, batch_first=True, padding_value=len(texts)),
            torch.tensor([one.kind for one in examples]),
            torch.tensor([one.themes for one in examples]),
        )


def padded(texts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Give tokens and mask of texts side by side, int64 and float32 ``[n, tokens]``."""
    tokens = [torch.tensor(ids) for ids in texts]
    masks = [torch.ones(len(one)) for one in tokens]
    ids = pad_sequence(tokens, batch_first=True, padding_value=PADDING)
    return ids, pad_sequence(masks, batch_first=True)


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Read files of passage records (one JSON object a line)."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [_example(json.loads(line)) for line in lines if line.strip()]


def tokens_in(folder: Path) -> tuple[Tokenizer, Callable[[str], list[int]]]:
    """Give the tokenizer of an encoder's folder, and what reads a text as the encoder does."""
    tokens = Tokens(folder / TOKENIZER)
    return tokens.tokenizer, lambda text: tokens.ids(unicodedata.normalize("NFC", text))


def texts_of(examples: Iterable[Example]) -> set[str]:
    """Give all that is read of passages."""
    return {text for one in examples for text in (*one.window, *one.before)}


def read_told(path: Path) -> list[Told]:
    """Read sentences with their acts (one JSON object a line).

    Raises:
        ValueError: an act that is none of `ACTS`.
    """
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if unknown := {act for one in records for act in one["acts"]} - set(ACTS):
        raise ValueError(f"unknown acts: {sorted(unknown)}")
    return [Told(one["text"], [float(act in one["acts"]) for act in ACTS]) for one in records]


def _example(record: dict[str, Any]) -> Example:
    context = record.get("context") or ""
    writer, split = record.get("writer") or record["report"], record.get("split") or ""
    return Example(
        window(Passage(record["text"], context)),
        read_before(context),
        (writer, record.get("answer") or record["id"]),
        writer,
        split,
        KINDS.index(record["kind"]),
        [float(theme in record["themes"]) for theme in THEMES],
    )


def read_tokenizer(folder: Path) -> Tokenizer:
    """Read the tokenizer beside the encoder, set to cut long passages."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def grouped(examples: Sequence[Example]) -> list[list[Example]]:
    """Put the passages of each answer together."""
    answers: dict[tuple[str, str], list[Example]] = {}
    for one in examples:
        answers.setdefault(one.answer, []).append(one)
    return list(answers.values())


def batches(
    examples: Sequence[Example], size: int, chance: random.Random | None = None
) -> Iterator[list[Example]]:
    """Give the passages, answers whole and in an order left to ``chance``, so many at a time."""
    order = grouped(examples)
    if chance:
        chance.shuffle(order)
    passages = [one for answer in order for one in answer]
    for start in range(0, len(passages), size):
        yield passages[start : start + size]
