"""A text without accents or capitals, offset by offset."""

from __future__ import annotations

from functools import lru_cache

_BARE = tuple(zip("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU", strict=True))


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Take the accents off vowels; several components read the same text, folded once."""
    if text.isascii():
        return text
    for accented, bare in _BARE:
        text = text.replace(accented, bare)
    return text


def lowered(text: str) -> str:
    """Give a text in lower case; the few capitals that grow longer are kept."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
