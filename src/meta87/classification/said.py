"""What the encoder says of a passage and of the sentences that stand before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meta87.classification.encoder import Encoded
from meta87.classification.labels import KINDS, THEMES, Kind, Passage, Theme
from meta87.classification.text import lead_in, near, read_before

Encode = Callable[[Sequence[str]], Encoded]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the encoder says of one text, as probabilities.

    Attributes:
        kind: of each kind; they sum to one.
        themes: of each theme, by itself.
    """

    kind: dict[Kind, float]
    themes: dict[Theme, float]


@dataclass(frozen=True, slots=True)
class Said:
    """What the encoder says around a passage.

    Attributes:
        own: of the passage.
        near: of the last sentences of its context, the nearest first, at most three.
        lead: of the lead-in of the list that it stands in, if there is one.
    """

    own: Opinion
    near: tuple[Opinion, ...] = ()
    lead: Opinion | None = None


def said_of(passages: Sequence[Passage], encode: Encode) -> list[Said]:
    """Encode the passages and what is read of their contexts, each text once."""
    texts = dict.fromkeys(t for p in passages for t in (p.text, *read_before(p.context)))
    opinions = dict(zip(texts, _opinions(encode(list(texts))), strict=True))
    return [
        Said(
            opinions[passage.text],
            tuple(opinions[text] for text in near(passage.context)),
            opinions.get(lead_in(passage.context)),
        )
        for passage in passages
    ]


def _opinions(encoded: Encoded) -> list[Opinion]:
    kinds, themes = _softmax(encoded.kind), 1 / (1 + np.exp(-encoded.themes))
    return [
        Opinion(
            dict(zip(KINDS, kind.tolist(), strict=True)),
            dict(zip(THEMES, theme.tolist(), strict=True)),
        )
        for kind, theme in zip(kinds, themes, strict=True)
    ]


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True, initial=0.0))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
