"""Blocks of features: what each reads of items, and how a user is told of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from meta87.classification.items import Item, kind_opinions, theme_opinions
from meta87.classification.labels import THEMES, Theme
from meta87.classification.opinions import KIND_OPINIONS, THEME_OPINIONS
from meta87.classification.patterns import WORD
from meta87.classification.rows import Numbers, Rows
from meta87.classification.signal import Signal
from meta87.classification.text import as_written

WORD_RUNS, LETTER_RUNS = (1, 2), (3, 4)
"""Shortest and longest run of words, and of letters."""

_REMEMBERED = 1 << 15  # words whose runs of letters are known
_LONGEST = 40  # letters of a word that is remembered


class Block(Protocol):
    """Features of one kind.

    Attributes:
        name: of the block, in the files of models too.
        names: of the features, in the order of their columns.
        columns_per_name: one, or one a theme, next to each other.
        readable: whether there are words to show of what it reads.
    """

    name: str
    names: Sequence[str]
    columns_per_name: int
    readable: bool

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""

    def shown(self, item: Item, column: int, label: str) -> str:
        """Give what a user can read of a feature that spoke for a label of an item, or ""."""


class _Named:
    """Features that are known by their names."""

    columns_per_name = 1
    readable = True

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._column = {name: number for number, name in enumerate(names)}

    def _values(self, signals: Iterable[Signal]) -> Iterator[tuple[int, float]]:
        """Give the number of the name of each signal that is known, and its value."""
        for signal in signals:
            if (number := self._column.get(signal.name)) is not None:
                yield number, signal.value

    def _known(self, names: Sequence[str]) -> tuple[list[int], NDArray[np.int64]]:
        """Give which of some names are known, by their places, and their columns."""
        places = [place for place, name in enumerate(names) if name in self._column]
        return places, np.array([self._column[names[place]] for place in places], dtype=np.int64)


class KindSignals(_Named):
    """The cues of the kind, and what the encoder says of it."""

    name = "kind_signals"

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        listed = Rows.of(_summed(self._values(item.cues)) for item in items)
        said = kind_opinions(items)
        if not len(said):
            return listed
        places, columns = self._known(KIND_OPINIONS)
        return listed.beside(columns, said[:, places])

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  of one label
        """Give what the signal shows."""
        return _shown(item.cues, self.names[column])


class ThemeSignals(_Named):
    """What speaks for each theme; a signal has a column for each."""

    name = "theme_signals"
    columns_per_name = len(THEMES)

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        listed = Rows.of(_summed(self._of_themes(item)) for item in items)
        said = theme_opinions(items)
        if not len(said):
            return listed
        places, columns = self._known(THEME_OPINIONS)
        each = columns[:, None] * len(THEMES) + np.arange(len(THEMES))
        return listed.beside(each.ravel(), said[:, places].reshape(len(said), -1))

    def _of_themes(self, item: Item) -> Iterator[tuple[int, float]]:
        for place, theme in enumerate(THEMES):
            for number, value in self._values(item.listed[theme]):
                yield number * len(THEMES) + place, value

    def shown(self, item: Item, column: int, label: str) -> str:
        """Give what the signal shows for the theme."""
        return _shown(item.listed[cast("Theme", label)], self.names[column // len(THEMES)])


def _summed(values: Iterable[tuple[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for column, value in values:
        found[column] = found.get(column, 0.0) + value
    return found


def _shown(signals: Sequence[Signal], name: str) -> str:
    """Give what a signal shows; of two of a name, the one that was found last."""
    return next((s.shown for s in reversed(signals) if s.name == name), "")


class _Weighted(_Named):
    """Runs of something in a text, weighed by TF-IDF, each row of length one.

    As scikit-learn's ``TfidfVectorizer`` with ``sublinear_tf`` weighs them.

    Args:
        names: the runs that are known.
        idf: how rare each is, ``[len(names)]``.

    Raises:
        ValueError: ``idf`` is not one number above zero a name.
    """

    def __init__(self, names: Sequence[str], idf: Numbers) -> None:
        super().__init__(names)
        if idf.shape != (len(names),) or idf.dtype.kind != "f" or not (idf > 0).all():
            raise ValueError("idf")
        self.idf = idf

    def _weighted(self, found: Iterable[Sequence[int]]) -> Rows:
        """Weigh the runs of each row, given by their columns as often as they are there."""
        counts = Rows.counted(found, len(self.names))
        weights = (1 + np.log(counts.values)) * self.idf[counts.columns]
        lengths = np.sqrt(counts.sums(weights * weights))
        return counts.with_values(weights / np.repeat(lengths, np.diff(counts.starts)))


class Words(_Weighted):
    """Words and pairs of words of a passage."""

    name = "words"

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return self._weighted(self._runs_of(WORD.findall(item.words)) for item in items)

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  of every label
        """Give the words as the passage writes them; of an entity's label, the entity."""
        words = self.names[column]
        if words.isupper():
            return next((e.text for e in item.passage.entities if e.label == words), "")
        return as_written(item.passage.text, words)

    def _runs_of(self, words: Sequence[str]) -> list[int]:
        """Give the columns of the runs that are known."""
        runs = chain(words, map(" ".join, pairwise(words)))
        return [column for column in map(self._column.get, runs) if column is not None]


class WordsBefore(Words):
    """The same of the sentences that stand right before a passage."""

    name = "before"

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return self._weighted(self._runs_of(item.words_before) for item in items)

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  of every label
        """Give the words as the sentences write them."""
        return as_written(item.passage.context, self.names[column])


class Letters(_Weighted):
    """Runs of letters within the words of a passage, the blanks around a word among them."""

    name = "letters"
    readable = False

    def __init__(self, names: Sequence[str], idf: Numbers) -> None:
        super().__init__(names, idf)
        self._runs = _RunsOfWords(self._column)

    def rows(self, items: Sequence[Item]) -> Rows:
        """Read items, one row each."""
        return self._weighted(
            list(chain.from_iterable(map(self._runs.__getitem__, item.words.split())))
            for item in items
        )

    def shown(self, item: Item, column: int, label: str) -> str:  # noqa: ARG002  nothing to read
        """Give nothing: a run of letters says nothing to a reader."""
        return ""


class _RunsOfWords(dict[str, tuple[int, ...]]):
    """The columns of the runs of letters of each word; filled as words are met."""

    def __init__(self, column: Mapping[str, int]) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, word: str) -> tuple[int, ...]:
        """Give those of a word, and remember them unless it is as long as an address."""
        framed, (shortest, longest) = f" {word} ", LETTER_RUNS
        runs = (
            framed[start : start + length]
            for length in range(shortest, longest + 1)
            for start in range(len(framed) - length + 1)
        )
        found = tuple(column for column in map(self.column.get, runs) if column is not None)
        if len(word) <= _LONGEST and len(self) < _REMEMBERED:
            self[word] = found
        return found
