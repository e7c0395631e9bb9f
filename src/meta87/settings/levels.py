"""The words for severities in settings, in every language of the program."""

from __future__ import annotations

from collections.abc import Iterable

from meta87.messages import LANGUAGES, text

LEVELS = ("error", "warning", "suggestion")
NEVER = "never"


def words(levels: Iterable[str]) -> dict[str, str]:
    """Give the words by which severities may be asked for, each with the severity.

    >>> words(["warning"])
    {'warning': 'warning', 'aviso': 'warning'}
    """
    named = [*((each, each) for each in levels)]
    named += [(text(f"ui.severity.{each}", lang), each) for lang in LANGUAGES for each in levels]
    return dict(named)


def level(word: object) -> object:
    """Give the severity that a word is for, or the word itself when it is for none."""
    known = words([*LEVELS, NEVER])
    return known.get(word.strip().casefold(), word) if isinstance(word, str) else word
