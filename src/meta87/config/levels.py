"""The words for severities in settings, in every language of the program."""

from __future__ import annotations

from collections.abc import Iterable

from meta87.messages import LANGUAGES, text

LEVELS = ("error", "warning", "suggestion")
NEVER = "never"


def words(levels: Iterable[str]) -> dict[str, str]:
    """Returns the words for severities in all languages, each with its severity.

    >>> words(["warning"])
    {'warning': 'warning', 'aviso': 'warning'}
    """
    named = [*((each, each) for each in levels)]
    named += [(text(f"ui.severity.{each}", lang), each) for lang in LANGUAGES for each in levels]
    return dict(named)


def level(word: object) -> object:
    """Returns the severity that a word names, or the word itself if it names none."""
    known = words([*LEVELS, NEVER])
    return known.get(word.strip().casefold(), word) if isinstance(word, str) else word
