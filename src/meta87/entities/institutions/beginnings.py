"""Where an institution's name or acronym may begin in a text: cheap tests before names are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from meta87.entities.addresses import addresses
from meta87.entities.folding import plain
from meta87.entities.institutions.gazetteer import gazetteer_acronyms, gazetteer_names
from meta87.entities.institutions.tokens import Token, tokenize, words
from meta87.entities.lists import ahead, any_of


@cache
def introduced() -> re.Pattern[str]:
    """Returns the pattern of a capitalised word after a noun that introduces a name."""
    nouns = words("introducers")
    begins = ahead([*nouns, *map(str.upper, nouns)])
    return re.compile(rf"{begins}\b(?i:{any_of(nouns, accents=True)}) ([A-ZÁÉÍÓÚÜÑÇ][^\W_]*)")


@lru_cache(maxsize=4096)
def begins_known(word: str) -> bool:
    """Returns whether a head, an acronym or a name of the gazetteer begins with a word."""
    return word in _first_words() or plain(word) in gazetteer_names().by_first


@cache
def _first_words() -> frozenset[str]:
    """Returns the words, as written, that a name with a head or an acronym begins with."""
    acronyms = (tokenize(acronym)[0].text for acronym in gazetteer_acronyms())
    return words("heads") | words("plural_heads") | frozenset(acronyms)


@lru_cache(maxsize=4)
def tokens_of(text: str) -> list[Token]:
    """Returns the tokens outside URLs and e-mails; cached for the acronyms and the institutions."""
    return _outside(tokenize(text), addresses(text))


def _outside(tokens: list[Token], spans: Sequence[tuple[int, int]]) -> list[Token]:
    """Drops the tokens inside any of the spans; both in order."""
    if not spans:
        return tokens
    kept: list[Token] = []
    at = 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at == len(spans) or token.end <= spans[at][0]:
            kept.append(token)
    return kept
