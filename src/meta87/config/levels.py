"""The words for severities in settings, in every language of the program."""

from __future__ import annotations

from collections.abc import Iterable

from meta87.messages import LANGUAGES, text

LEVELS = ("error", "warning", "suggestion")
NEVER = "never"


def severities_by_word(levels: Iterable[str]) -> dict[str, str]:
    """Returns the words for severities in all languages, each with its severity.

    >>> severities_by_word(["warning"])
    {'warning': 'warning', 'aviso': 'warning'}
    """
    named = [(each, each) for each in levels]
    translated = [(text(f"ui.level.{each}", lang), each) for lang in LANGUAGES for each, _ in named]
    return dict([*named, *translated])


def severity_of(word: object, levels: Iterable[str] = LEVELS) -> object:
    """Returns the severity, of some, that a word names, or the word itself if it names none."""
    known = severities_by_word(levels)
    return known.get(word.strip().casefold(), word) if isinstance(word, str) else word
