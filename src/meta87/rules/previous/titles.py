"""Titles of priorities and next steps that mean the same, from one report to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import fsum

from rapidfuzz import fuzz

from meta87.classify.labels import Theme
from meta87.form.folding import fold
from meta87.form.period import MONTHS
from meta87.rules.previous.changes import one_to_one
from meta87.rules.theme_words import theme_words
from meta87.rules.words import SHORT, STEM, load

ALIKE = 0.5  # of the weight of the shorter title's words, from which one rewords the other
SAME = 96  # of 100: likeness of the letters from which two titles are one, with a slip of the pen
MOST = 60  # titles of a report that are compared
REWORDED = 0.9  # of the weight of the longer title's words, from which only the words differ
OF_THEME = 0.4  # weight of a word that most titles have


def paired(before: Sequence[str], now: Sequence[str], *, by_theme: bool = False) -> dict[int, int]:
    """Returns the places of titles → the places of the later titles that say the same.

    The most alike come together first, then those with the same place, and each only once; of
    either, `MOST` are compared. ``by_theme``, two of the same theme say the same where none is more
    alike, as priorities do: a country has one a theme, whatever its words of the year.
    """
    ranked = sorted(
        (-likeness, abs(m - n), m, n)
        for m, there in enumerate(before[:MOST])
        for n, here in enumerate(now[:MOST])
        if (likeness := title_likeness(there, here)) >= ALIKE
        or (by_theme and theme_of(there) and theme_of(there) == theme_of(here))
    )
    return one_to_one((m, n) for _, _, m, n in ranked)


def is_same(title: str, again: str) -> bool:
    """Whether two titles are the same but for a slip of the pen."""
    return fuzz.ratio(fold(title).text, fold(again).text) >= SAME


def title_likeness(one: str, other: str) -> float:
    """Returns how alike two titles are by what their words mean, 0 to 1; 0 on different themes.

    >>> title_likeness("Erradicar el trabajo infantil rural", "Trabajo de niños en el campo")
    1.0
    >>> title_likeness("Trabajo infantil en la pesca", "Trabajo infantil en las minas") < ALIKE
    True
    """
    if is_same(one, other):
        return 1.0
    if are_apart(one, other):
        return 0.0
    here, there = _meanings(one), _meanings(other)
    shorter = min(_weight(here), _weight(there))
    return _weight(here & there) / shorter if shorter else 0.0


def are_apart(one: str, other: str) -> bool:
    """Returns whether two titles name themes, and none of the same."""
    here, there = theme_words(one), theme_words(other)
    return bool(here and there) and here.keys().isdisjoint(there)


@lru_cache(maxsize=4096)
def theme_of(title: str) -> Theme | None:
    """Returns the theme that a title names first, or None."""
    found = theme_words(title)
    return min(found, key=lambda theme: title.index(found[theme]), default=None)


def is_reworded(title: str, again: str) -> bool:
    """Whether two titles mean the same, as far as their words tell."""
    here, there = _meanings(title), _meanings(again)
    same = re.findall(r"\d+", title) == re.findall(r"\d+", again)
    return same and _weight(here & there) >= REWORDED * max(_weight(here), _weight(there)) > 0


def content_words(text: str) -> frozenset[str]:
    """Returns the beginnings of the longer words of a text, without months.

    Words of the themes count: a report may say nothing more of forced labour.
    """
    words = (word for word in fold(text).text.split() if word.isalpha() and len(word) >= SHORT)
    return frozenset(word[:STEM] for word in words if word not in MONTHS)


@lru_cache(maxsize=4096)
def _meanings(title: str) -> frozenset[str]:
    """Returns the stems of a title's words, one for all that mean the same."""
    lists, words = _lists(), content_words(title)
    return frozenset(lists["groups"].get(word, word) for word in words - lists["open"].keys())


def _weight(words: frozenset[str]) -> float:
    themes = _lists()["themes"]
    return fsum(OF_THEME if word in themes else 1.0 for word in words)


@cache
def _lists() -> dict[str, dict[str, str]]:
    """Returns the lists of words: stem → the first one of its line."""
    return {
        name: {word[:STEM]: line.split()[0][:STEM] for line in lines for word in line.split()}
        for name, lines in load("previous/meanings.toml").items()
    }
