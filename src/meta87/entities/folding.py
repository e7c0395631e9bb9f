"""A text without accents or capitals, offset by offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BARE = tuple(zip("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU", strict=True))
_NO_SLUG = re.compile(r"[^a-z0-9]+")


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


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Returns a word in lower case, without accents except "ñ": the form used in word lists."""
    small = word.lower()
    if small.isascii():
        return small
    decomposed = unicodedata.normalize("NFD", small.replace("ñ", "\0"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\0", "ñ")


def slug(text: str, joint: str = "-") -> str:
    """Returns a text as an id: its letters and digits in lower-case ASCII, with a joint between.

    >>> slug("Subsecretaría de la Niñez"), slug("CC.OO.")
    ('subsecretaria-de-la-ninez', 'cc-oo')
    """
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _NO_SLUG.sub(joint, bare).strip(joint)
