"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """Returns the known name most similar to another, ignoring case, or "".

    >>> nearest("chek", ["check", "corpus"])
    'check'
    """
    names = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), names, n=1)
    return names[found[0]] if found else ""
