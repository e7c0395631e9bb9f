"""What the encoder says of a passage and of the sentences that stand before it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import ACTS, KINDS, THEMES, Passage
from meta87.classification.network import LABELS, STUDENT, Encoded
from meta87.classification.text import lead_in, near, read_before, window

OWN, INSIDE, NEAR, LEAD, BY_STUDENT = 0, 1, slice(2, 5), 5, 6
SOURCES = 7
"""What is said of the passage by itself, read with the sentences before it, of the last three of
these, the nearest first, and of the lead-in of the list that it stands in; and what the student
says of the passage read with those sentences, where another network reads beside it."""

_THEMES = slice(len(KINDS), LABELS)


class Reading(Protocol):
    """Reads texts: the encoder, or what stands for it where models learn."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Read texts by themselves."""

    def in_context(
        self,
        windows: Sequence[Sequence[str]],
        vectors: Mapping[str, NDArray[np.float32]],
        network: str = "",
    ) -> NDArray[np.float32]:
        """Read texts with those before them; logits of `KINDS` and `THEMES`, ``[windows, 7]``."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What the encoder says around a passage, as probabilities.

    Attributes:
        told: of `KINDS`, which sum to one, and of each of `THEMES`, by each source, float64
            ``[7, 7]``; NaN where there is no such text.
        acts: of each of `ACTS`, by the passage alone, ``[5]``; NaN of an encoder that knows none.
    """

    told: NDArray[np.float64]
    acts: NDArray[np.float64]

    @property
    def own_themes(self) -> dict[str, float]:
        """How probably the passage has each theme when it is read by itself."""
        return dict(zip(THEMES, self.told[OWN, _THEMES].tolist(), strict=True))

    @property
    def probable_acts(self) -> dict[str, float]:
        """How probably it tells each act; empty of an encoder that knows none."""
        told = zip(ACTS, self.acts.tolist(), strict=True)
        return {act: probability for act, probability in told if not math.isnan(probability)}


def said_of(passages: Sequence[Passage], encoder: Reading) -> list[Said]:
    """Read the passages and what stands before them, each text once."""
    windows = [window(passage) for passage in passages]
    texts = list(
        dict.fromkeys(
            text
            for passage, one in zip(passages, windows, strict=True)
            for text in (*one, *read_before(passage.context))
        )
    )
    encoded = encoder.encode(texts)
    alone = _probabilities(np.concatenate([encoded.kind, encoded.themes], axis=1))
    acts = dict(zip(texts, _sigmoid(encoded.acts), strict=True))
    of_text = dict(zip(texts, alone, strict=True))
    vectors = dict(zip(texts, encoded.vectors, strict=True))
    inside = _probabilities(encoder.in_context(windows, vectors))
    by_student = np.full_like(inside, np.nan)
    if encoded.by_student is not None:
        vectors = dict(zip(texts, encoded.by_student, strict=True))
        by_student = _probabilities(encoder.in_context(windows, vectors, STUDENT))
    said = []
    for passage, *within in zip(passages, inside, by_student, strict=True):
        told = np.full((SOURCES, LABELS), np.nan)
        told[OWN] = of_text[passage.text]
        told[INSIDE], told[BY_STUDENT] = within
        for place, text in enumerate(near(passage.context), start=NEAR.start):
            told[place] = of_text[text]
        if lead := lead_in(passage.context):
            told[LEAD] = of_text[lead]
        said.append(Said(told, acts[passage.text]))
    return said


def _probabilities(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    kinds, themes = logits[:, : len(KINDS)], logits[:, len(KINDS) :]
    return np.concatenate([_softmax(kinds), _sigmoid(themes)], axis=1)


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float64)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True, initial=0.0))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)
