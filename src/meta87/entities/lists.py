"""The word lists and tables of this package, read once, and the patterns of many words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

_ACCENTED = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]"}


@cache
def table(name: str) -> dict[str, Any]:
    """Returns a TOML file of `meta87.entities` by its path in the package."""
    return tomllib.loads(_read(name))


@cache
def words(file: str, name: str) -> frozenset[str]:
    """Returns a list of a TOML file by its name; blanks part the words."""
    return frozenset(table(file)[name].split())


@cache
def read_list(name: str) -> str:
    """Returns the text of a list of `meta87.entities` without its comments."""
    return "\n".join(line for line in _read(name).splitlines() if not line.startswith("#"))


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def any_of(words: Iterable[str], *, accents: bool = False) -> str:
    """Returns a pattern that matches any of some words, the longest that fits first.

    Common beginnings are tried once, so that long lists stay fast. Spaces match any white space;
    with ``accents`` each vowel also matches with its accent.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return _pattern(tree, accents)


def ahead(words: Iterable[str]) -> str:
    """Returns a look-ahead at the first characters of words.

    A pattern that begins with it is tried only there: a search skips quickly over characters that
    are not in a set.
    """
    firsts = {re.escape(word[0]) for word in words}
    return f"(?=[{''.join(sorted(firsts))}])"


def _pattern(tree: dict[str, Any], accents: bool) -> str:
    branches = [
        _character(character, accents) + _pattern(rest, accents)
        for character, rest in sorted(tree.items())
        if character
    ]
    if not branches:
        return ""
    may_end = "" in tree
    joined = "|".join(branches)
    grouped = f"(?:{joined})" if len(branches) > 1 or may_end else joined
    return f"{grouped}?" if may_end else grouped


def _character(character: str, accents: bool) -> str:
    if character == " ":
        return r"\s+"
    return _ACCENTED.get(character, re.escape(character)) if accents else re.escape(character)
