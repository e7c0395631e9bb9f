"""Scanned text: letters that a scanner took for figures, and figures for letters, put right.

Every offset stays: one character is put for one. Broken words cannot be mended that way.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FIGURES = str.maketrans("OolI", "0011")
_LETTERS = str.maketrans("10", "lo")
# "2O18", "l3", "1O": figures with letters that look like some. "OO" after a point: "45O.OO".
_FIGURE = r"[\dOolI.,]{0,12}"
_NUMBER = rf"(?<![\w/])(?=[OolI]{{0,4}}[\d.,]){_FIGURE}(?:\d[OolI]|[OolI][.,]?\d){_FIGURE}(?!\w)"
# "abri1", "f0rma"
_SMALL = r"[a-záéíóúñ]"
_WORD = (
    rf"(?<!\w)[A-ZÁÉÍÓÚÑ]?{_SMALL}{{2,12}}[10]{_SMALL}{{1,12}}(?!\w)"
    rf"|(?<!\w)[A-Za-z]{_SMALL}{{2,12}}[10](?!\w)"
)
# No Spanish word begins with "ln" or "lm", nor holds "l" among capitals.
_CAPITAL = r"(?<!\w)l(?=[nm][a-záéíóúñ])|(?<!\w)l(?=[A-ZÑ]{2,}(?!\w))|(?<=[A-ZÑ]{2})l(?![a-z])"
# Cheap test: a text without any of these needs no mending.
_TRIGGER = re.compile(
    r"(?=[\dlOI])(?:\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))|l(?:(?<=\bl)[nmA-Z]|(?<=[A-ZÑ]{2}l)\b)"
    r"|[OI][.,]\d|\d[.,][OI])"
)
_PASSES = 8  # a letter put right may show that its neighbour is wrong
_DOUBTFUL = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>{_WORD})|{_CAPITAL}")


@lru_cache(maxsize=4)
def mended(text: str) -> str:
    """Give the text with what a scanner mistook put right, character for character."""
    for _ in range(_PASSES if _TRIGGER.search(text) else 0):
        before, text = text, _DOUBTFUL.sub(_right, text)
        if text == before:
            break
    return text


def _right(match: re.Match[str]) -> str:
    if match["number"]:
        return match[0].translate(_FIGURES)
    return match[0].translate(_LETTERS) if match["word"] else "I"
