"""What the estimators are given: a passage with everything that is computed of it once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from meta87.classification.kind_signals import kind_signals
from meta87.classification.labels import THEMES, Passage, Theme
from meta87.classification.network import LABELS
from meta87.classification.opinions import (
    KIND_OPINIONS,
    MARKS,
    THEME_OPINIONS,
    of_kind,
    of_themes,
)
from meta87.classification.rows import Numbers
from meta87.classification.said import SOURCES, Reading, Said, said_of
from meta87.classification.signal import Signal
from meta87.classification.text import mask, near, readable, words_of
from meta87.classification.theme_signals import marks_of, theme_signals
from meta87.language.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY

_LABELS = {label[0]: label for label in (DATE, PARTICIPANTS, QUANTITY, INSTITUTION)}
_MASKED = re.compile(r"([A-Z])\1*")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A passage as the estimators see it.

    Attributes:
        passage: the passage.
        words: its folded text, each entity replaced by its label.
        marks: which of `MARKS` hold of its form.
        listed: what the word lists say of each theme.
        cues: those of the kind.
        said: what the encoder says around it; None to go without.
    """

    passage: Passage
    words: str
    marks: tuple[str, ...]
    listed: Mapping[Theme, tuple[Signal, ...]]
    cues: tuple[Signal, ...]
    said: Said | None = None

    @property
    def themes(self) -> dict[Theme, tuple[Signal, ...]]:
        """All that speaks for each theme."""
        said = theme_opinions([self])
        if not len(said):
            return dict(self.listed)
        of_each = dict(zip(THEMES, said[0].T.tolist(), strict=True))
        return {
            theme: (*self.listed[theme], *map(Signal, THEME_OPINIONS, of_each[theme]))
            for theme in THEMES
        }

    @property
    def kind(self) -> tuple[Signal, ...]:
        """All that speaks of the kind."""
        said = kind_opinions([self])
        return (*self.cues, *(map(Signal, KIND_OPINIONS, said[0].tolist()) if len(said) else ()))

    @property
    def before(self) -> str:
        """The folded sentences that stand right before it, in order, without links."""
        return "\n".join(map(readable, reversed(near(self.passage.context))))

    @property
    def words_before(self) -> list[str]:
        """The words of those sentences that are weighed."""
        return [word for text in reversed(near(self.passage.context)) for word in words_of(text)]


def kind_opinions(items: Sequence[Item]) -> Numbers:
    """Give what is said of the kind of items, ``[n, 24]``; ``[0, 24]`` without an encoder."""
    return of_kind(_told(items))


def theme_opinions(items: Sequence[Item]) -> Numbers:
    """Give what is said of the themes of items, ``[n, 30, 4]``; ``[0, 30, 4]`` without one."""
    told = _told(items)
    marks = [[mark in item.marks for mark in MARKS] for item in items[: len(told)]]
    return of_themes(told, np.array(marks, dtype=float).reshape(len(told), len(MARKS)))


def _told(items: Sequence[Item]) -> Numbers:
    told = [item.said.told for item in items if item.said]
    return np.array(told).reshape(len(told), SOURCES, LABELS)


def items_of(passages: Sequence[Passage], encoder: Reading | None = None) -> list[Item]:
    """Read what there is to weigh in passages.

    Args:
        passages: what to read.
        encoder: reads them too; None to go without.
    """
    said = said_of(passages, encoder) if encoder else [None] * len(passages)
    return [
        replace(item_of(passage), said=what) for passage, what in zip(passages, said, strict=True)
    ]


def item_of(passage: Passage) -> Item:
    """Read what there is to weigh in a passage without the encoder."""
    marks = marks_of(passage)
    listed, cues = theme_signals(passage, marks), tuple(kind_signals(passage))
    return Item(passage, _words(passage), marks, listed, cues)


def _words(passage: Passage) -> str:
    return _MASKED.sub(lambda match: f" {_LABELS[match[1]]} ", mask(passage))
