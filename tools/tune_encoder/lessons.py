"""What a student learns from: what its teacher says of texts (Hinton, Vinyals and Dean 2015)."""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from held import Array, centred_words, read_constants, read_model
from passages import padded, tokens_in
from student import WIDTH, Student
from torch import Tensor
from torch.nn import functional
from unheard import neighbours, unheard

from meta87.classification.network import TEACHER, Encoded, Network
from meta87.classification.tokens import PREFIX_TOKENS
from training import descend_all, scheduled

Ids = Sequence[int]

BATCH = 64
"""Texts that a student learns from at once."""
_RATE = 2e-3
_WARM_UP = 0.1
_DECAY, _OWN_DECAY = 0.01, 0.02
_ANNOTATED = 0.3  # share of the annotated kind beside what the teacher says
_THEMES, _ACTS, _VECTOR = 4.0, 5.0, 4.0  # weights of their losses beside the kind's
_NEAR = 6  # tokens by which texts of a batch may differ in length, and more
_UNKNOWN = -1  # kind of a text that nobody annotated
_SPREAD = 0.5  # of the narrowed embeddings to begin with


def teaching_arguments(purpose: str, new: int) -> argparse.ArgumentParser:
    """Give the arguments that every network takes that learns from a teacher.

    Args:
        purpose: what is learnt.
        new: how many sentences are made unless told.
    """
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("encoder", type=Path, help="folder of the tuned encoder, the teacher")
    parser.add_argument("out", type=Path, help="folder that is written to")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument("--acts", type=Path, required=True, help="file of sentences with acts")
    parser.add_argument("--new", type=int, default=new, help="sentences that are made")
    parser.add_argument("--seed", type=int, default=1)
    return parser


class Teacher:
    """The encoder, as one that is learnt from.

    Args:
        folder: its files.

    Attributes:
        tokenizer: names the tokens.
        tokens: gives those of a text, the prefix among them.
        words: its embeddings, centred, ``[vocabulary, 384]``.
    """

    def __init__(self, folder: Path) -> None:
        self.tokenizer, self.tokens = tokens_in(folder)
        self.words = centred_words(read_constants(read_model(folder)))
        self._network = Network(folder / TEACHER)

    def axes(self, known: Sequence[Ids]) -> Array:
        """Give the directions in which the tokens of texts differ most, ``[384, 128]``."""
        counts = np.zeros(len(self.words))
        for ids in known:
            np.add.at(counts, list(ids[PREFIX_TOKENS:]), 1)
        weighed = self.words * np.sqrt(counts)[:, None]
        _, directions = np.linalg.eigh(weighed.T @ weighed)
        axes = directions[:, ::-1][:, :WIDTH]
        spread = (self.words[counts > 0] @ axes).std()
        return np.asarray(axes * _SPREAD / spread, dtype=np.float32)

    def says(self, known: Sequence[Ids]) -> Encoded:
        """Read texts."""
        with ThreadPoolExecutor(2) as threads:
            return Encoded.of(self._network.read(known, threads))


def made_of(texts: Sequence[str], teacher: Teacher, count: int, chance: random.Random) -> list[Ids]:
    """Give the tokens of texts, and of so many that are made of them."""
    known = [teacher.tokens(text) for text in texts]
    near = neighbours(known, teacher.words, teacher.tokenizer)
    return [*known, *islice(unheard(texts, teacher.tokens, near, chance), count)]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts and what the teacher says of them.

    Attributes:
        ids: tokens of each, those of the prefix among them.
        vectors: ``[n, 384]``.
        kind, themes, acts: probabilities, ``[n, 3]``, ``[n, 4]``, ``[n, 5]``.
        annotated: number of the kind that was annotated, ``[n]``, or `_UNKNOWN`.
    """

    ids: Sequence[Ids]
    vectors: Tensor
    kind: Tensor
    themes: Tensor
    acts: Tensor
    annotated: Tensor

    @classmethod
    def of(cls, known: Sequence[Ids], teacher: Teacher, kinds: Sequence[int | None]) -> Self:
        """Have texts read by the teacher; ``kinds`` are those of the first ones."""
        said = teacher.says(known)
        annotated = [_UNKNOWN if kind is None else kind for kind in kinds]
        return cls(
            known,
            torch.tensor(said.vectors),
            torch.tensor(said.kind).softmax(dim=1),
            torch.tensor(said.themes).sigmoid(),
            torch.tensor(said.acts).sigmoid(),
            torch.tensor(annotated + [_UNKNOWN] * (len(known) - len(kinds))),
        )

    def batches(
        self, places: Iterable[int], size: int, chance: random.Random
    ) -> Iterator[list[int]]:
        """Give the places of texts, those of like length together, in an order of chance."""
        lengths = {place: len(self.ids[place]) + chance.random() * _NEAR for place in places}
        order = sorted(lengths, key=lengths.__getitem__)
        parts = [order[start : start + size] for start in range(0, len(order), size)]
        chance.shuffle(parts)
        yield from parts

    def padded(self, places: Sequence[int], start: int = 0) -> tuple[Tensor, Tensor]:
        """Give tokens and mask of texts, ``[n, tokens]``, from one of their tokens on."""
        return padded([self.ids[place][start:] for place in places])

    def label_loss(self, themes: Tensor, acts: Tensor, places: Sequence[int]) -> Tensor:
        """Give how far logits of themes and acts are from what the teacher says of texts."""
        apart = functional.binary_cross_entropy_with_logits
        of_themes, of_acts = apart(themes, self.themes[places]), apart(acts, self.acts[places])
        return _THEMES * of_themes + _ACTS * of_acts


def learn(
    student: Student,
    lessons: Lessons,
    epochs: int,
    chance: random.Random,
    say: Callable[[str], None],
) -> None:
    """Train a student, in place."""
    own = student.own.weight
    rest = [one for one in student.parameters() if one is not own]
    groups: list[dict[str, Any]] = [
        {"params": [own], "weight_decay": _OWN_DECAY},
        {"params": rest, "weight_decay": _DECAY},
    ]
    optimiser = torch.optim.AdamW(groups, lr=_RATE, fused=True)
    everything = range(len(lessons.ids))
    every = [some for _ in range(epochs) for some in lessons.batches(everything, BATCH, chance)]
    student.train()
    losses = (_loss(student, lessons, places) for places in every)
    descend_all(student, losses, scheduled(optimiser, len(every), _WARM_UP), say)


def _loss(student: Student, lessons: Lessons, places: Sequence[int]) -> Tensor:
    vectors, kind, themes, acts = student(*lessons.padded(places, PREFIX_TOKENS))
    return (
        _kind_loss(kind, lessons.kind[places], lessons.annotated[places])
        + lessons.label_loss(themes, acts, places)
        + _VECTOR * (1 - (vectors * lessons.vectors[places]).sum(dim=1)).mean()
    )


def _kind_loss(logits: Tensor, said: Tensor, annotated: Tensor) -> Tensor:
    """Weigh what the teacher says and, where it is known, what was annotated."""
    losses = functional.cross_entropy(logits, said, reduction="none")
    known = annotated != _UNKNOWN
    told = functional.cross_entropy(logits[known], annotated[known], reduction="none")
    losses = losses.masked_scatter(known, (1 - _ANNOTATED) * losses[known] + _ANNOTATED * told)
    return losses.mean()
