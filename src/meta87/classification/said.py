"""What the encoder says of a passage and of the sentences that stand before it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from meta87.classification.encoder import Encoded
from meta87.classification.labels import ACTS, KINDS, THEMES, Kind, Passage
from meta87.classification.text import lead_in, near, read_before, window


class Reading(Protocol):
    """Reads texts: the encoder, or what stands for it where models learn."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Read texts by themselves."""

    def in_context(
        self, windows: Sequence[Sequence[str]], vectors: Mapping[str, NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        """Read texts with those before them; logits of `KINDS` and `THEMES`, ``[windows, 7]``."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the encoder says of one text, as probabilities.

    Attributes:
        kind: of each kind; they sum to one.
        themes: of each theme, by itself.
    """

    kind: Mapping[Kind, float]
    themes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """What the encoder says around a passage.

    Attributes:
        own: of the passage by itself.
        inside: of the passage read with the sentences before it.
        near: of the last sentences of its context, the nearest first, at most three.
        lead: of the lead-in of the list that it stands in, if there is one.
        acts: how probably the passage by itself tells each act.
    """

    own: Opinion
    inside: Opinion
    near: tuple[Opinion, ...] = ()
    lead: Opinion | None = None
    acts: Mapping[str, float] = field(default_factory=dict)


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
    opinions = dict(zip(texts, _opinions(encoded.kind, encoded.themes), strict=True))
    acts = dict(zip(texts, map(_acts, _sigmoid(encoded.acts)), strict=True))
    vectors = dict(zip(texts, encoded.vectors, strict=True))
    logits = encoder.in_context(windows, vectors)
    inside = _opinions(logits[:, : len(KINDS)], logits[:, len(KINDS) :])
    return [
        Said(
            opinions[passage.text],
            opinion,
            tuple(opinions[text] for text in near(passage.context)),
            opinions.get(lead_in(passage.context)),
            acts[passage.text],
        )
        for passage, opinion in zip(passages, inside, strict=True)
    ]


def _opinions(kind_logits: NDArray[np.float32], theme_logits: NDArray[np.float32]) -> list[Opinion]:
    kinds, themes = _softmax(kind_logits), _sigmoid(theme_logits)
    return [
        Opinion(
            dict(zip(KINDS, kind.tolist(), strict=True)),
            dict(zip(THEMES, theme.tolist(), strict=True)),
        )
        for kind, theme in zip(kinds, themes, strict=True)
    ]


def _acts(row: NDArray[np.float32]) -> dict[str, float]:
    told = zip(ACTS, row.tolist(), strict=True)
    return {act: probability for act, probability in told if not math.isnan(probability)}


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True, initial=0.0))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
