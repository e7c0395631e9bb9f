"""The keys of the page of a passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meta87.classify.labels import Theme
from meta87.messages import has, text

_TAKEN = "anp"  # letters: agree, next, previous


def letters(themes: Sequence[Theme], lang: str) -> dict[Theme, str]:
    """Returns the key of each theme: a letter of its name; "" where all are taken."""
    keys: dict[Theme, str] = {}
    for theme in themes:
        wanted = f"web.labels.letter.{theme}"
        candidates = text(wanted, lang) if has(wanted, lang) else theme
        free = (each for each in candidates if each.isalpha() and not _is_taken(each, keys))
        keys[theme] = next(free, "")
    return keys


def _is_taken(letter: str, keys: Mapping[Theme, str]) -> bool:
    return letter in _TAKEN or letter in keys.values()
