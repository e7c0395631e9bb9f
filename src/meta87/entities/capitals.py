"""Text in capitals, as it would be written without them: same length, same offsets."""

from __future__ import annotations

import re
from functools import lru_cache

from meta87.entities.vocabulary import is_common

_SHARE = 0.8  # of the letters in capitals from which a stretch is in capitals
_FEWEST = 4  # words of a sentence with its mark; fewer may be acronyms or a name
_UNMARKED = 7  # words without one; fewer may be a heading or a name
_NAME = 5  # letters of a word that is a name and no acronym
_CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÜÑ]{2,}+\W+[A-ZÁÉÍÓÚÜÑ]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_STRETCH = re.compile(r"\S(?:[^.!?\n]|[.!?](?!\s))*[.!?]?")


@lru_cache(maxsize=4096)
def sentence_case(text: str) -> str:
    """Returns a text with what is in capitals in lower case, but first letters and names.

    >>> sentence_case("SE INSPECCIONÓ A LAS FINCAS DE CAAZAPÁ CON LA OIT.")
    'Se inspeccionó a las fincas de Caazapá con la OIT.'
    """
    if not _CAPITALS.search(text):
        return text
    return _STRETCH.sub(
        lambda found: _written(found[0]) if _is_shouted(found[0]) else found[0], text
    )


def _is_shouted(text: str) -> bool:
    """Returns whether a stretch is in capitals, and too long to be a name."""
    letters = [char for char in text if char.isalpha()]
    if sum(map(str.isupper, letters)) < _SHARE * len(letters):
        return False
    fewest = _FEWEST if text.rstrip().endswith((".", "!", "?")) else _UNMARKED
    return sum(map(is_common, _WORD.findall(text))) >= fewest


def _written(stretch: str) -> str:
    """Returns a sentence in capitals as it is usually written."""
    words = _WORD.sub(lambda found: _cased(found[0]), stretch)
    return words[:1].upper() + words[1:]


def _cased(word: str) -> str:
    if len(word.lower()) != len(word):
        return word
    if is_common(word):
        return word.lower()
    return word.capitalize() if len(word) >= _NAME else word
