"""Blocks of features: what each reads of items, and how a user is told of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Protocol, cast

import numpy as np

from meta87.classification.items import Item
from meta87.classification.labels import THEMES
from meta87.classification.rows import Numbers, Rows
from meta87.classification.signal import Signal
from meta87.classification.text import as_written

THEME_SIGNALS, KIND_SIGNALS = "theme_signals", "kind_signals"
WORDS, BEFORE, LETTERS = "words", "before", "letters"
"""Names of the blocks, in the files of models too."""

_WORD = re.compile(r"\b\w\w+\b")
_LETTERS = (3, 4)  # how long runs of letters are
_REMEMBERED = 1 << 15  # words whose runs of letters are known


class Block(Protocol):
    """Features of one kind.

    Attributes:
        names: of the features, in the order of their columns.
        labels: how many columns a name has: one, or one a theme, next to each other.
        readable: whether there are words to show of what it reads.
    """

    names: Sequence[str]
    labels: int
    readable: bool

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""

    def shown(self, item: Item, column: int, label: str) -> str:
        """Give what a user can read of a feature that spoke for a label of an item, or ""."""


class KindSignals:
    """The cues of the kind, and what the encoder says of it."""

    labels = 1
    readable = True

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._column = {name: number for number, name in enumerate(names)}

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return Rows.of(_valued(item.kind, self._column, 1, 0, {}) for item in items)

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  of one label
        """Give what the signal shows."""
        return _shown(item.kind, self.names[column])


class ThemeSignals:
    """What speaks for each theme; a signal has a column for each."""

    labels = len(THEMES)
    readable = True

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._column = {name: number for number, name in enumerate(names)}

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return Rows.of(map(self._row, items))

    def _row(self, item: Item) -> dict[int, float]:
        found: dict[int, float] = {}
        for number, theme in enumerate(THEMES):
            _valued(item.themes[theme], self._column, self.labels, number, found)
        return found

    def shown(self, item: Item, column: int, label: str) -> str:
        """Give what the signal shows for the theme."""
        name = self.names[column // self.labels]
        return next(
            _shown(signals, name) for theme, signals in item.themes.items() if theme == label
        )


def _valued(
    signals: Iterable[Signal], known: dict[str, int], times: int, plus: int, found: dict[int, float]
) -> dict[int, float]:
    """Add the values of signals to what was found, in the columns of their names."""
    for signal in signals:
        if (number := known.get(signal.name)) is not None:
            column = number * times + plus
            found[column] = found.get(column, 0.0) + signal.value
    return found


def _shown(signals: Sequence[Signal], name: str) -> str:
    return next((s.shown for s in reversed(signals) if s.name == name), "")


class _Weighted:
    """Runs of something in a text, weighed by TF-IDF, each row of length one.

    As scikit-learn's ``TfidfVectorizer`` with ``sublinear_tf`` weighs them.

    Args:
        names: the runs that are known.
        idf: how rare each is, ``[len(names)]``.
    """

    labels = 1
    readable = True

    def __init__(self, names: Sequence[str], idf: Numbers) -> None:
        self.names = names
        self.idf = idf
        self._column = {name: number for number, name in enumerate(names)}

    def _weighted(self, found: Iterable[Mapping[int, int]]) -> Rows:
        """Weigh the runs of each row, counted by their columns."""
        counts = Rows.of(found)
        weights = (1 + np.log(counts.values)) * self.idf[counts.columns]
        lengths = np.sqrt(counts.sums(weights * weights))
        return counts.with_values(weights / np.repeat(lengths, np.diff(counts.starts)))


class Words(_Weighted):
    """Words and pairs of words of a passage."""

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return self._weighted(self._counted(item.words) for item in items)

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  of every label
        """Give the words as the passage writes them; of an entity's label, the entity."""
        words = self.names[column]
        if words.isupper():
            return next((e.text for e in item.passage.entities if e.label == words), "")
        return as_written(item.passage.text, words)

    def _counted(self, text: str) -> Mapping[int, int]:
        words = _WORD.findall(text)
        runs = chain(words, map(" ".join, pairwise(words)))
        counts = Counter(map(self._column.get, runs))
        counts.pop(None, None)  # runs that are not known
        return cast("Counter[int]", counts)


class WordsBefore(Words):
    """The same of the sentences that stand right before a passage."""

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return self._weighted(self._counted(item.before) for item in items)

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  of every label
        """Give the words as the sentences write them."""
        return as_written(item.passage.context, self.names[column])


class Letters(_Weighted):
    """Runs of letters within the words of a passage, the blanks around a word among them."""

    readable = False

    def __init__(self, names: Sequence[str], idf: Numbers) -> None:
        super().__init__(names, idf)
        self._of_word: Callable[[str], tuple[int, ...]] = lru_cache(_REMEMBERED)(self._runs)

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return self._weighted(self._counted(item.words) for item in items)

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  nothing to read
        """Give nothing: a run of letters says nothing to a reader."""
        return ""

    def _counted(self, text: str) -> Mapping[int, int]:
        return Counter(chain.from_iterable(map(self._of_word, text.split())))

    def _runs(self, word: str) -> tuple[int, ...]:
        framed = f" {word} "
        runs = (
            framed[start : start + length]
            for length in _LETTERS
            for start in range(len(framed) - length + 1)
        )
        return tuple(column for column in map(self._column.get, runs) if column is not None)
