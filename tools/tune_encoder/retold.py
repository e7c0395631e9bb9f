"""Answers, annotated and made, with what is to be said of their passages: lessons of `teach`."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from joint_slim import softened
from passages import MOST_TOKENS, Example
from tokenizers import Tokenizer
from torch import Tensor
from unheard import Ids, exchange

from meta87.classification.context_reader import sentence_marks
from meta87.classification.joint_reader import JointReader
from meta87.classification.labels import KINDS
from meta87.classification.network import STUDENT, Encoded, Network, is_sure
from meta87.classification.text import WINDOW
from meta87.classification.tokens import PREFIX_TOKENS

_MOST = 12  # passages of a made answer
_BETWEEN, _FEWER = 0.35, 0.6  # shares: with others between; with those, or fewer before
_OTHERS = 3  # passages of another answer that may come between
_AT_ONCE = 16  # texts that the student reads together
_THREADS = 2

Window = tuple[int, ...]
"""Places of texts: the passage, then those before it, the nearest first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Passages that are learnt from together.

    Attributes:
        windows: one a passage.
        kinds, themes: probabilities that are to be said, ``[n, 3]`` and ``[n, 4]``.
        annotated: whether annotators said so, or other networks.
    """

    windows: Sequence[Window]
    kinds: Tensor
    themes: Tensor
    annotated: bool


@dataclass(slots=True)
class Texts:
    """Texts by their tokens, each once.

    Attributes:
        ids: tokens of each, those of the prefix among them.
        marks: what `sentence_marks` says of each.
    """

    tokenizer: Tokenizer
    ids: list[tuple[int, ...]] = field(default_factory=list)
    marks: list[tuple[float, ...]] = field(default_factory=list)
    _places: dict[tuple[int, ...], int] = field(default_factory=dict)

    def place(self, ids: Sequence[int], text: str | None = None) -> int:
        """Give the place of a text, which is taken in where it is new, and decoded unless told."""
        key = (*ids[: min(MOST_TOKENS, len(ids)) - 1], ids[-1])
        if key not in self._places:
            if text is None:
                text = self.tokenizer.decode(list(key[PREFIX_TOKENS:-1]))
            self._places[key] = len(self.ids)
            self.ids.append(key)
            self.marks.append(sentence_marks(text))
        return self._places[key]

    def changed(self, place: int, others: Mapping[int, int]) -> int:
        """Give the place of a text with other tokens for some; prefix and end stay."""
        ids = self.ids[place]
        inner = [others.get(token, token) for token in ids[PREFIX_TOKENS:-1]]
        return self.place([*ids[:PREFIX_TOKENS], *inner, ids[-1]])


def by_student(texts: Texts, folder: Path) -> tuple[Tensor, Tensor]:
    """Give the student's vectors of texts, ``[n, 384]``, and where it is sure, ``[n]``."""
    with ThreadPoolExecutor(_THREADS) as threads:
        rows = Network(folder / STUDENT, _AT_ONCE).read(texts.ids, threads)
    return torch.tensor(Encoded.of(rows).vectors), torch.tensor(is_sure(rows))


def annotated(
    answers: Sequence[Sequence[Example]], texts: Texts, tokens: Callable[[str], Ids]
) -> list[Answer]:
    """Give answers with the labels of their passages, all but sure."""
    found = []
    for answer in answers:
        windows = [tuple(texts.place(tokens(t), t) for t in one.window) for one in answer]
        kind, themes = [one.kind for one in answer], [one.themes for one in answer]
        told = softened(torch.tensor(kind), torch.tensor(themes))
        found.append(Answer(windows, told.kinds, told.themes, annotated=True))
    return found


def made(
    answers: Sequence[Answer],
    texts: Texts,
    near: Mapping[int, Ids],
    count: int,
    chance: random.Random,
) -> list[list[Window]]:
    """Give the windows of answers that nobody wrote.

    Args:
        answers: what they are made of.
        texts: of these; those that are made are taken in.
        near: tokens of like meaning, as `neighbours` gives them.
        count: of passages, or a few more.
        chance: draws them.
    """
    found: list[list[Window]] = []
    total = 0
    while total < count:
        answer, other = (chance.choice(answers).windows for _ in range(2))
        arranged = _rearranged(answer, other, chance)
        change = exchange(_inner_tokens(arranged, texts), near, chance)
        changed = [tuple(texts.changed(place, change) for place in one) for one in arranged]
        first = chance.randrange(max(1, len(changed) - _MOST + 1))
        found.append(changed[first : first + _MOST])
        total += len(found[-1])
    return found


def said_by(
    readers: Sequence[JointReader], answers: Sequence[Sequence[Window]], texts: Texts
) -> list[Answer]:
    """Give answers with what joint networks say of their passages: the mean of their logits."""
    windows = [[texts.ids[place] for place in one] for answer in answers for one in answer]
    with ThreadPoolExecutor(_THREADS) as threads:
        logits = torch.tensor(np.mean([one.read(windows, threads) for one in readers], axis=0))
    kinds, themes = logits[:, : len(KINDS)].softmax(1), logits[:, len(KINDS) :].sigmoid()
    sizes = [len(answer) for answer in answers]
    parts = zip(answers, kinds.split(sizes), themes.split(sizes), strict=True)
    return [Answer(*part, annotated=False) for part in parts]


def _rearranged(
    answer: Sequence[Window], other: Sequence[Window], chance: random.Random
) -> list[Window]:
    """Give an answer as it is, with passages of another between, or fewer before some passages."""
    way = chance.random()
    if way >= _FEWER:
        return list(answer)
    if way >= _BETWEEN:
        return [one[: chance.randint(1, len(one))] for one in answer]
    cut = chance.randint(1, len(answer))
    others = [one[0] for one in other][: chance.randint(1, _OTHERS)][::-1]
    after = [
        (*one[: 1 + number], *others, *one[1 + number :])[:WINDOW]
        for number, one in enumerate(answer[cut:])
    ]
    return [*answer[:cut], *after]


def _inner_tokens(windows: Sequence[Window], texts: Texts) -> set[int]:
    """Give the tokens of texts without those of the prefix and the ends."""
    ids = (texts.ids[place] for one in windows for place in one)
    return {token for one in ids for token in one[PREFIX_TOKENS:-1]}
