"""Fills values into the sentences of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

_LAST = re.compile(r"…\.")
_WORDS = "_words"


def filled(sentence: str, details: Mapping[str, object], numbers: str) -> str:
    """Returns a sentence with its details.

    Beside what `str.format` fills in, ``{count:informe|informes}`` gives the word that goes with a
    number, and ``{count_words}`` the number in words.

    Args:
        sentence: The sentence.
        details: What its placeholders name.
        numbers: The numbers from two in words, separated by spaces; larger ones stay digits.

    Raises:
        KeyError: the sentence names an unknown detail.
    """
    return _FILLER.vformat(sentence, (), _Details(details, numbers.split()))


def blanked(sentence: str) -> str:
    """Returns a sentence of the catalogue with its placeholders replaced by "…".

    >>> blanked("{count:Bórrelo|Bórrelos} de «{quote}».")
    'Bórrelos de «…».'
    """
    return _LAST.sub("…", _FILLER.vformat(sentence, (), _Blanks()))


class _Details(dict[str, object]):
    def __init__(self, details: Mapping[str, object], numbers: list[str]) -> None:
        super().__init__(details)
        self._numbers = numbers

    def __missing__(self, key: str) -> str:
        """Returns the number of a key such as ``count_words`` in words."""
        name = key.removesuffix(_WORDS)
        if name == key:
            raise KeyError(key)
        digits = str(self[name])
        place = int(digits) - 2 if digits.isdecimal() else -1
        return self._numbers[place] if 0 <= place < len(self._numbers) else digits


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


class _Filler(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        """Returns a formatted detail, or the singular or plural word for it: ``{n:one|many}``."""
        one, chosen, many = format_spec.partition("|")
        if chosen:
            return one if str(value) == "1" else many
        return str(super().format_field(value, format_spec))


_FILLER = _Filler()
