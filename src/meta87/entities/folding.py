"""A text without accents or capitals, offset by offset."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BARE = tuple(zip("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU", strict=True))


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Removes the accents of vowels; cached, because several components read the same text."""
    if text.isascii():
        return text
    for accented, bare in _BARE:
        text = text.replace(accented, bare)
    return text


def lowered(text: str) -> str:
    """Returns a text in lower case; the few capitals whose lower case is longer are kept."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def slug(*parts: str) -> str:
    """Returns parts as an id: letters without accents in lower case, figures and hyphens.

    >>> slug("CL", "Subsecretaría de la Niñez")
    'cl-subsecretaria-de-la-ninez'
    """
    decomposed = unicodedata.normalize("NFD", " ".join(parts).lower())
    letters = (c for c in decomposed if not unicodedata.combining(c))
    bare = "".join(c if c.isascii() and c.isalnum() else "-" for c in letters)
    return "-".join(filter(None, bare.split("-")))


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Returns a word in lower case, without accents except "ñ": the form used in word lists."""
    small = word.lower()
    if small.isascii():
        return small
    decomposed = unicodedata.normalize("NFD", small.replace("ñ", "\0"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\0", "ñ")
