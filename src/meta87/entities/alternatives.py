"""Many words as one pattern: common beginnings are tried once, so that long lists stay fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_ACCENTED = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]"}


def any_of(words: Iterable[str], *, accents: bool = False) -> str:
    """Returns a pattern that matches any of some words, the longest that fits first.

    Args:
        words: as written; spaces in them match any white space.
        accents: each vowel also matches with its accent.
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
