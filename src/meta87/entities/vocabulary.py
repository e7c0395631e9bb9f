"""The words of reports: they distinguish a broken word from two, and a name from a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from meta87.entities.folding import fold
from meta87.entities.lists import read_list

_WORD = re.compile(r"[^\W\d_]+")
# Names come from the gazetteers, so that a new institution or town is known here too.
_NAMES = ("institutions/gazetteer.csv", "places/places.txt", "counts/people.txt")
_SHORTEST_NAME = 5  # letters: "San" and "Río" of a name are no words
_SHORTEST_PLURAL = 6


@lru_cache(maxsize=8192)
def is_word(word: str) -> bool:
    """Returns whether a word is known, with or without accents, in the singular or the plural."""
    bare = fold(word.lower())
    if bare in known():
        return True
    if len(bare) < _SHORTEST_PLURAL:
        return False
    return any(
        form in known() for form in (f"{bare}s", bare.removesuffix("s"), bare.removesuffix("es"))
    )


@lru_cache(maxsize=8192)
def is_common(word: str) -> bool:
    """Returns whether a word is used in texts, and not only in names."""
    return fold(word.lower()) in _common()


@cache
def known() -> frozenset[str]:
    """Returns every known word in lower case, as written and without accents."""
    names = _WORD.findall("\n".join(map(read_list, _NAMES)))
    return _both([*_seen(), *(name for name in names if len(name) >= _SHORTEST_NAME)])


@cache
def _common() -> frozenset[str]:
    return _both(word for word in _seen() if word.islower())


@cache
def _seen() -> tuple[str, ...]:
    return tuple(_WORD.findall(read_list("words.txt")))


def _both(words: Iterable[str]) -> frozenset[str]:
    written = {word.lower() for word in words}
    return frozenset(written | set(map(fold, written)))
