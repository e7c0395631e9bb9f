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


def severity_of(word: object, *more: str) -> object:
    """Returns the severity, or one of some more, that a word names; if none, the word itself."""
    known = severities_by_word([*LEVELS, *more])
    return known.get(word.strip().casefold(), word) if isinstance(word, str) else word
