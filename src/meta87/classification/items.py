"""What the estimators are given: a passage with everything that is computed of it once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meta87.classification.encoder import Encoder
from meta87.classification.kind_signals import kind_signals
from meta87.classification.labels import Passage
from meta87.classification.signal import Signal
from meta87.classification.text import mask
from meta87.classification.theme_signals import theme_signals
from meta87.language.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY

_LABELS = {label[0]: label for label in (DATE, PARTICIPANTS, QUANTITY, INSTITUTION)}
_MASKED = re.compile(r"([A-Z])\1*")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A passage as the estimators see it.

    Attributes:
        passage: the passage.
        vector: its meaning, float32 ``[384]``.
        words: its folded text, each entity replaced by its label.
        themes: what the theme word lists say.
        kind: the cues of the kind.
    """

    passage: Passage
    vector: NDArray[np.float32]
    words: str
    themes: tuple[Signal, ...]
    kind: tuple[Signal, ...]


def items_of(passages: Sequence[Passage], encoder: Encoder) -> list[Item]:
    """Encode the passages and read their signals."""
    return with_vectors(passages, encoder.encode([passage.text for passage in passages]))


def with_vectors(passages: Sequence[Passage], vectors: NDArray[np.float32]) -> list[Item]:
    """Read the signals of passages whose vectors ``[len(passages), 384]`` are known."""
    return [
        Item(p, vector, _words(p), tuple(theme_signals(p)), tuple(kind_signals(p)))
        for p, vector in zip(passages, vectors, strict=True)
    ]


def _words(passage: Passage) -> str:
    return _MASKED.sub(lambda match: f" {_LABELS[match[1]]} ", mask(passage))
