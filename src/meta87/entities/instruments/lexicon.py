"""The word lists of the instruments, read once."""

from __future__ import annotations

from functools import cache

from meta87.entities.alternatives import any_of
from meta87.entities.folding import fold
from meta87.entities.lists import table


@cache
def words(name: str) -> frozenset[str]:
    """Returns a list of ``words.toml`` by its name, without accents."""
    return frozenset(fold(table("instruments/words.toml")[name]).split())


@cache
def known() -> tuple[str, ...]:
    """Returns the names that need no head, without accents."""
    return tuple(map(fold, table("instruments/words.toml")["known"]))


def any_word(name: str) -> str:
    """Returns the pattern of any word of a list."""
    return any_of(words(name))
