"""A model with a theme of its own, made of invented heads on a reader that knows one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from meta87.classify.acts import ActHeads
from meta87.classify.heads import Heads
from meta87.classify.labels import ACTS, KINDS, ROW, THEMES, Theme
from meta87.classify.model import Model
from meta87.classify.reader import Rows
from meta87.classify.windows import Window, windows

OWN = "domestic_work"
ALL = (*THEMES, OWN)
_OTHER, _HOME = 4, 5  # tokens
_SURE = 100.0  # of a logit, before it is shared out among the tokens of a passage


class OneWord:
    """A reader of words, whose rows tell the word «hogar» from all others."""

    folder = Path("reader")
    checksums: Mapping[str, str] = {}
    threads = 1

    @property
    def tokens(self) -> OneWord:
        """Itself: its tokens are words."""
        return self

    def words(self, text: str) -> list[tuple[str, int]]:
        """Give the words, each of one token."""
        return [(word, 1) for word in text.split()]

    def ids(self, text: str) -> list[int]:
        """Give a token a word."""
        return [_HOME if "hogar" in word.lower() else _OTHER for word in text.split()]

    @property
    def acts(self) -> ActHeads:
        """Heads by which every act is as likely as not."""
        return ActHeads(np.zeros((ROW, len(ACTS))), np.zeros(len(ACTS)))

    def windows(self, texts: Sequence[str], context: str = "") -> Iterator[Window]:
        """Give windows as a reader does."""
        return windows([self.ids(text) for text in texts], self.ids(context))

    def rows(self, found: Iterable[Window]) -> Iterator[Rows]:
        """Give rows whose first number is 1 for the word, all others being 0."""
        for window in found:
            rows = np.zeros((len(window.ids), ROW), np.float32)
            rows[:, 0] = np.equal(window.ids, _HOME)
            yield rows


def model(themes: tuple[Theme, ...] = ALL) -> Model:
    """Make a model that takes every passage for an output, and gives its own theme by the word."""
    count = len(themes)
    weights, bias = np.zeros((ROW, count + len(KINDS))), np.full(count + len(KINDS), -3.0)
    if OWN in themes:
        weights[0, themes.index(OWN)] = _SURE
    bias[count + KINDS.index("output")] = 3.0
    heads = Heads(themes, weights, bias, np.full(count, 0.5))
    return Model(OneWord(), heads)  # type: ignore[arg-type]
