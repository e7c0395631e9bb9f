"""Scanned text: letters that a scanner took for figures, and figures for letters, put right.

One character is put for one, and a broken word is made whole with blanks behind it (``broken``):
every offset outside of a broken word stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from meta87.entities.broken import Whole, made_whole

_FIGURES = str.maketrans("OolI", "0011")
_LETTERS = str.maketrans("10", "lo")
# "2O18", "l3", "1O": figures with letters that look like some. "OO" after a point: "45O.OO".
_FIGURE = r"[\dOolI.,]{0,12}"
_NUMBER = rf"(?<![\w/])(?=[OolI]{{0,4}}[\d.,]){_FIGURE}(?:\d[OolI]|[OolI][.,]?\d){_FIGURE}(?!\w)"
# "abri1", "f0rma"
_SMALL = r"[a-záéíóúñ]"
_WORD = (
    rf"(?<!\w)(?:[A-ZÁÉÍÓÚÑ]|{_SMALL}){_SMALL}{{1,12}}[10]{_SMALL}{{1,12}}(?!\w)"
    rf"|(?<!\w)[BCFGP]1{_SMALL}{{2,12}}(?!\w)"
    rf"|(?<!\w)[A-Za-z]{_SMALL}{{2,12}}[10](?!\w)"
)
# No Spanish word begins with "ln" or "lm", nor holds "l" among capitals.
_CAPITAL = r"(?<!\w)l(?=[nm][a-záéíóúñ])|(?<!\w)l(?=[A-ZÑ]{2,}(?!\w))|(?<=[A-ZÑ]{2})l(?![a-z])"
# "EI", "deI": no word has a capital at its end, and none is "EI".
_SMALL_L = rf"(?<=\bE)I(?!\w)|(?<={_SMALL})I(?!\w)"
# Cheap test: a text without any of these needs no mending.
_TRIGGER = re.compile(
    r"(?=[\dlOI])(?:\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))|l(?:(?<=\bl)[nmA-Z]|(?<=[A-ZÑ]{2}l)\b)"
    r"|[OIl][.,]\d|\d[.,][OI]|I(?:(?<=\bEI)|(?<=[a-záéíóúñ]I))\b)"
)
_PASSES = 8  # a letter put right may show that its neighbour is wrong
_DOUBTFUL = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>{_WORD})|(?P<ell>{_SMALL_L})|{_CAPITAL}")


def mended(text: str) -> str:
    """Returns the text with OCR errors corrected, of the same length."""
    return _mended(text).text


def as_written(text: str, end: int) -> int:
    """Returns the end offset, in a text, of a span of its corrected form."""
    return _mended(text).ends.get(end, end)


def span_written(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Returns start, end and text, in the original, of a span of its corrected form."""
    end = as_written(text, end)
    return start, end, text[start:end]


@lru_cache(maxsize=4)
def _mended(text: str) -> Whole:
    for _ in range(_PASSES if _TRIGGER.search(text) else 0):
        before, text = text, _DOUBTFUL.sub(_right, text)
        if text == before:
            break
    return made_whole(text)


def _right(match: re.Match[str]) -> str:
    if match["number"]:
        return match[0].translate(_FIGURES)
    if match["word"]:
        return match[0].translate(_LETTERS)
    return "l" if match["ell"] else "I"
