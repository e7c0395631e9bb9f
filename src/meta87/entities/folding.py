"""A text without accents or capitals, offset by offset."""

from __future__ import annotations

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
