"""What the theme word lists find in a text and in what stands before it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from meta87.classification.labels import THEMES, Passage, Theme
from meta87.classification.text import blank, readable, sentences
from meta87.classification.wordlists import theme_names, theme_scanner

_REMEMBERED = 4096  # texts: a sentence is read once for itself and again before others


@lru_cache(maxsize=_REMEMBERED)
def theme_words(text: str) -> Mapping[Theme, str]:
    """Give the themes that the words of a text give, each with the first of those words."""
    plain = readable(text)
    found: dict[Theme, str] = {}
    scanner = theme_scanner("words")
    matches = scanner.first(plain)
    for theme, names in theme_names().items():
        # Names without their words give none; to look for words first is quicker.
        if theme in matches and (match := scanner.patterns[theme].search(blank(plain, names))):
            found[theme] = text[match.start() : match.end()]
    return MappingProxyType(found)


def theme_hints(text: str) -> dict[Theme, str]:
    """Give the themes that words of a text only speak for, each with the first of those words."""
    matches = theme_scanner("hints").first(readable(text))
    return {
        theme: text[match.start() : match.end()]
        for theme in THEMES
        if (match := matches.get(theme))
    }


def inherited_themes(context: str) -> tuple[Mapping[Theme, str], int]:
    """Give the themes of the nearest sentence of the context that has any, and how far it is."""
    for distance, sentence in enumerate(reversed(sentences(context)), start=1):
        if found := theme_words(sentence):
            return found, distance
    return {}, 0


def listed_themes(passage: Passage) -> set[Theme]:
    """Give the themes by the word lists alone: the passage's own, else those it inherits."""
    return set(theme_words(passage.text) or inherited_themes(passage.context)[0])
