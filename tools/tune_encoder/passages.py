"""Annotated passages as tensors: what the network reads and what it should answer."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from meta87.classification.text import read_before

KINDS = ("output", "process", "context")
THEMES = ("child_labour", "forced_labour", "trafficking", "migration")

PREFIX = "query: "  # as meta87.classification.encoder puts it
MOST_TOKENS = 160  # of a passage in training; longer ones are cut
_PADDING = 1
_JITTER = 0.15  # of a length when batches are made: neighbours differ from one epoch to the next


@dataclass(frozen=True, slots=True)
class Example:
    """A passage.

    Attributes:
        text: as it is annotated.
        before: sentences of its context that models read: the nearest three and the lead-in.
        writer: whose hand it is.
        split: train, dev, test, or empty.
        ids: its tokens.
        kind: number of its kind in `KINDS`.
        themes: 0 or 1 for each of `THEMES`.
    """

    text: str
    before: tuple[str, ...]
    writer: str
    split: str
    ids: list[int]
    kind: int
    themes: list[float]


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages of like length: int64 and float32 tensors, ``[passages, …]``."""

    ids: Tensor
    mask: Tensor
    kind: Tensor
    themes: Tensor


def read_examples(paths: Iterable[Path], tokenizer: Tokenizer) -> list[Example]:
    """Read files of passage records (one JSON object a line)."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [_example(json.loads(line), tokenizer) for line in lines if line.strip()]


def unlabelled(texts: Iterable[str], tokenizer: Tokenizer) -> list[Example]:
    """Give texts as the network reads them, with labels that say nothing."""
    nothing = [0.0] * len(THEMES)
    return [Example(text, (), "", "", _ids(text, tokenizer), 0, nothing) for text in texts]


def _ids(text: str, tokenizer: Tokenizer) -> list[int]:
    return list(tokenizer.encode(PREFIX + unicodedata.normalize("NFC", text)).ids)


def _example(record: dict[str, Any], tokenizer: Tokenizer) -> Example:
    text = record["text"]
    themes = [float(theme in record["themes"]) for theme in THEMES]
    kind = KINDS.index(record["kind"])
    writer, split = record.get("writer") or record["report"], record.get("split") or ""
    before = read_before(record.get("context") or "")
    return Example(text, before, writer, split, _ids(text, tokenizer), kind, themes)


def read_tokenizer(folder: Path) -> Tokenizer:
    """Read the tokenizer beside the encoder, set to cut long passages."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def batch_rows(
    examples: Sequence[Example], size: int, chance: random.Random | None = None
) -> Iterator[list[int]]:
    """Give the row numbers of each batch: of like length, in an order left to ``chance``."""
    jitter = [chance.uniform(1 - _JITTER, 1 + _JITTER) if chance else 1.0 for _ in examples]
    order = sorted(range(len(examples)), key=lambda row: len(examples[row].ids) * jitter[row])
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    if chance:
        chance.shuffle(batches)
    yield from batches


def batch_of(examples: Sequence[Example]) -> Batch:
    """Put passages side by side, padded to the longest."""
    longest = max(len(example.ids) for example in examples)
    ids = torch.full((len(examples), longest), _PADDING)
    mask = torch.zeros(len(examples), longest)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = 1.0
    kind = torch.tensor([example.kind for example in examples])
    return Batch(ids, mask, kind, torch.tensor([example.themes for example in examples]))
