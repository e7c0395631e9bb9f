"""The places that are known beforehand: countries, first-level divisions, towns, regions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial

from meta87.entities.folding import fold
from meta87.entities.lists import read_list
from meta87.entities.lists import words as listed_words

words = partial(listed_words, "places/words.toml")
NOUNS = words("nouns") | words("naming") | words("titled") | words("features")
_SECTION = re.compile(r"\[\w+ (?P<kind>\w+)\]")
_RANK = {"country": 0, "region": 1, "division": 2, "city": 3}

# Name without accents, the rest of it after its first word in length order, and its kind.
Names = Mapping[str, tuple[tuple[str, str], ...]]


def first_word(name: str) -> str:
    """Returns the letters and digits that a name begins with."""
    match = re.match(r"\w+", name)
    return match[0] if match else ""


@cache
def names() -> Names:
    """Returns (name, kind) pairs by their first word, without accents; the longer come first."""
    index: dict[str, dict[str, str]] = {}
    kind = ""
    for line in filter(None, read_list("places/places.txt").splitlines()):
        if section := _SECTION.fullmatch(line):
            kind = section["kind"]
            continue
        for name in (fold(written.strip()) for written in line.split("|")):
            found = index.setdefault(first_word(name), {})
            found[name] = min(found.get(name, kind), kind, key=_RANK.__getitem__)
    return {
        word: tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))
        for word, found in index.items()
    }
