"""What the estimators are given: a passage with everything that is computed of it once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meta87.classification.kind_signals import kind_signals
from meta87.classification.labels import Passage, Theme
from meta87.classification.said import Reading, Said, said_of
from meta87.classification.signal import Signal
from meta87.classification.text import mask, near, readable, words_of
from meta87.classification.theme_signals import theme_signals
from meta87.language.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY

_LABELS = {label[0]: label for label in (DATE, PARTICIPANTS, QUANTITY, INSTITUTION)}
_MASKED = re.compile(r"([A-Z])\1*")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A passage as the estimators see it.

    Attributes:
        passage: the passage.
        words: its folded text, each entity replaced by its label.
        themes: what speaks for each theme.
        kind: the cues of the kind.
        acts: how probably it tells each act, by the encoder; empty without it.
        own_themes: how probably it has each theme when it is read by itself; the same.
    """

    passage: Passage
    words: str
    themes: dict[Theme, tuple[Signal, ...]]
    kind: tuple[Signal, ...]
    acts: Mapping[str, float]
    own_themes: Mapping[str, float]

    @property
    def before(self) -> str:
        """The folded sentences that stand right before it, in order, without links."""
        return "\n".join(map(readable, reversed(near(self.passage.context))))

    @property
    def words_before(self) -> list[str]:
        """The words of those sentences that are weighed."""
        return [word for text in reversed(near(self.passage.context)) for word in words_of(text)]


def items_of(passages: Sequence[Passage], encoder: Reading | None = None) -> list[Item]:
    """Read what there is to weigh in passages.

    Args:
        passages: what to read.
        encoder: reads them too; None to go without.
    """
    said = said_of(passages, encoder) if encoder else [None] * len(passages)
    return [item_of(passage, what) for passage, what in zip(passages, said, strict=True)]


def item_of(passage: Passage, said: Said | None) -> Item:
    """Read what there is to weigh in a passage."""
    themes, kind = theme_signals(passage, said), tuple(kind_signals(passage, said))
    acts, own = (said.acts, said.own.themes) if said else ({}, {})
    return Item(passage, _words(passage), themes, kind, acts, own)


def _words(passage: Passage) -> str:
    return _MASKED.sub(lambda match: f" {_LABELS[match[1]]} ", mask(passage))
