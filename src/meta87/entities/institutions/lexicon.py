"""The word lists of the institutions, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from meta87.entities.lists import table
from meta87.entities.numerals import plain


@cache
def words(name: str) -> frozenset[str]:
    """Returns a list of ``words.toml`` by its name, in lower case and without accents."""
    data = _data()
    source = data["lists"].get(name, data.get(name))
    return frozenset(plain(word) for word in source.split())


@cache
def as_written(name: str) -> frozenset[str]:
    """Returns a list of ``words.toml`` by its name, as written."""
    data = _data()
    return frozenset(data["lists"].get(name, data.get(name)).split())


@cache
def countries() -> frozenset[str]:
    """Returns the names of countries, as written."""
    return frozenset(_data()["lists"]["countries"])


@cache
def places() -> frozenset[str]:
    """Returns the names of places of one word, as written."""
    return as_written("places") | {name for name in countries() if " " not in name}


@cache
def blocklist(name: str) -> tuple[str, ...]:
    """Returns names of no institution: in full (``never``) or beginnings (``never_begins``)."""
    return tuple(_data()[name])


@cache
def legal_forms() -> tuple[str, ...]:
    """Returns the legal forms of companies, as written."""
    return tuple(_data()["forms"])


@cache
def required_words(head: str) -> frozenset[str]:
    """Returns the words of which a name with this head must have one; empty if any name will do."""
    return frozenset(_data()["requires"].get(head, "").split())


def _data() -> dict[str, Any]:
    return table("institutions/words.toml")
