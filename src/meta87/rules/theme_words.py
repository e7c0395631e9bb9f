"""Which themes the words of a text give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from meta87.classify.labels import THEMES, Theme
from meta87.rules.words import compose, load

REMEMBERED = 4096  # texts: several rules ask for those of the same topics and passages
LINK = re.compile(r"(?:https?://|www\.)\S+")
LETTERS = re.compile(r"[^\W\d_]{3}")  # of a text with words outside its links
BETWEEN_WORDS_OF_LINK = re.compile(r"[-_/]")


@lru_cache(maxsize=REMEMBERED)
def theme_words(text: str) -> Mapping[Theme, str]:
    """Returns the themes that words of a text indicate, each with the first of those words."""
    plain = _readable(text)
    found: dict[Theme, str] = {}
    for theme in THEMES:
        names, words = _patterns(theme)
        if match := words.search(_blanked(plain, names)):
            found[theme] = text[match.start() : match.end()]
    return MappingProxyType(found)


def themes_of_bodies(names: str) -> frozenset[Theme]:
    """Returns the themes that the names of some bodies indicate, by their words or acronyms."""
    plain, lists = _readable(names), load("themes.toml")
    acronyms = {theme: _whole_words(lists[theme].get("bodies", ())) for theme in THEMES}
    by_acronym = (theme for theme, pattern in acronyms.items() if pattern.search(plain))
    return frozenset((*theme_words(names), *by_acronym))


def _readable(text: str) -> str:
    """Returns a text without accents, capitals or links; of a link alone, its words."""
    plain = text.translate(_PLAIN)
    without_links = _blanked(plain, LINK)
    if without_links == plain or LETTERS.search(without_links):
        return without_links
    return BETWEEN_WORDS_OF_LINK.sub(" ", plain)


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
def _patterns(theme: Theme) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Returns the patterns of the names that never indicate a theme, and of the words that do."""
    lists = load("themes.toml")
    names, words = (lists[theme].get(part, ()) for part in ("names", "words"))
    return _whole_words(names), _whole_words(words)


def _whole_words(entries: Sequence[str]) -> re.Pattern[str]:
    """Returns a pattern for any of the entries as whole words; without any, it never matches."""
    parts = load("themes.toml")["parts"]
    return re.compile(rf"(?<!\w){compose(entries, parts)}(?!\w)" if entries else r"(?!)")
