"""Which themes the words of a text give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from meta87.classify.labels import THEMES, Theme
from meta87.form.patterns import compose
from meta87.rules.words import load

REMEMBERED = 4096  # texts: several rules ask for those of the same topics and passages
LINK = re.compile(r"(?:https?://|www\.)\S+")


@lru_cache(maxsize=REMEMBERED)
def theme_words(text: str) -> Mapping[Theme, str]:
    """Returns the themes that words of a text indicate, each with the first of those words."""
    plain = _readable(text)
    found: dict[Theme, str] = {}
    for theme in THEMES:
        outside = _blanked(plain, _pattern(theme, "names"))  # which never indicate a theme
        if match := _pattern(theme, "words").search(outside):
            found[theme] = text[match.start() : match.end()]
    return MappingProxyType(found)


def themes_of_bodies(names: str) -> frozenset[Theme]:
    """Returns the themes that the names of some bodies indicate, by their words or acronyms."""
    plain = _readable(names)
    by_acronym = (theme for theme in THEMES if _pattern(theme, "bodies").search(plain))
    return frozenset((*theme_words(names), *by_acronym))


def _readable(text: str) -> str:
    """Returns a text without accents, capitals or links."""
    return _blanked(text.translate(_PLAIN), LINK)


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """Returns a text with spaces for what a pattern matches, so that offsets stay the same."""
    return pattern.sub(lambda match: " " * len(match[0]), text)


class _Plain(dict[int, str]):
    """A table for `str.translate` of characters without accents or capitals, filled when met."""

    def __missing__(self, code: int) -> str:
        """Returns a character without accents, in lower case; unchanged if it became several."""
        bare = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = bare if len(bare) == 1 else chr(code)
        return self[code]


_PLAIN = _Plain()


@cache
def _pattern(theme: Theme, name: str) -> re.Pattern[str]:
    """Returns a pattern for the whole words of a list; without the list, it never matches."""
    lists = load("themes.toml")
    entries = lists[theme].get(name, ())
    return re.compile(rf"(?<!\w){compose(entries, lists['parts'])}(?!\w)" if entries else r"(?!)")
