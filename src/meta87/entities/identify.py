"""Whether a text is in Spanish, by its commonest words."""

from __future__ import annotations

import re
from functools import cache

from meta87.entities.lists import table

WORD = re.compile(r"[^\W\d_]+")
MIN_WORDS = 12  # words; a shorter text is given the benefit of the doubt
SAMPLE = 20_000  # characters looked at, from the middle of a long text
MIN_SHARE = 0.08  # share of its commonest words under which a text is not in a language
# Share from which it plainly is in one, and how far ahead of Spanish.
FOREIGN_SHARE, FOREIGN_MARGIN = 0.2, 0.1


def is_spanish(text: str) -> bool:
    """Returns whether a text is in Spanish, or is too short to decide.

    The language whose commonest words make up most of the text is taken; Spanish must
    not be behind another and must be there at all.
    """
    shares = _shares(text)
    return not shares or (shares["es"] >= MIN_SHARE and shares["es"] == max(shares.values()))


def is_foreign(text: str, least: int = MIN_WORDS) -> bool:
    """Returns whether a text is clearly in another language; names and numbers are in none.

    A text of fewer than ``least`` words is too short to decide.
    """
    shares = _shares(text, least)
    most = max(shares.values(), default=0.0)
    return most >= FOREIGN_SHARE and most - shares["es"] >= FOREIGN_MARGIN


def _shares(text: str, least: int = MIN_WORDS) -> dict[str, float]:
    """Returns the share of words among the commonest, by language; empty for a short text."""
    middle = max(0, (len(text) - SAMPLE) // 2)
    words = [word.lower() for word in WORD.findall(text[middle : middle + SAMPLE])]
    if len(words) < least:
        return {}
    return {
        lang: sum(map(common.__contains__, words)) / len(words)
        for lang, common in _common_words().items()
    }


@cache
def _common_words() -> dict[str, frozenset[str]]:
    lists = table("common_words.toml")
    return {lang: frozenset(words.split()) for lang, words in lists.items()}
