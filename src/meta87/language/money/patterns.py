"""Where an amount of money may stand: the signs before it, the signs and nouns after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from meta87.language.money.currencies import nouns, signs


def _any(written: Iterable[str]) -> str:
    longest_first = sorted(written, key=len, reverse=True)
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest_first)


def _accented(source: str) -> str:
    """Let the vowels that a stress may fall on match with and without their accent."""
    return re.sub("[aeio]", lambda vowel: f"[{vowel[0]}{_STRESSED[vowel[0]]}]", source)


_STRESSED = {"a": "á", "e": "é", "i": "í", "o": "ó"}
_NOUNS = _accented(_any(nouns()))
_AFTER = _any(
    sign for sign in signs() if sign in {"€", "£", "US$"} or (sign.isalpha() and sign[2:])
)
BEFORE = re.compile(rf"(?<![\w$=&/])(?P<sign>{_any(signs())})\s*(?=\d)")
AFTER = re.compile(rf"\s*(?:(?<!\w)|(?<=\d))(?P<sign>{_AFTER})(?![\w$])")
NOUN = re.compile(rf"\s+(?:de\s+)?(?P<noun>{_NOUNS})(?!\w)", re.IGNORECASE)
# Between the figures of a range, and what opens one.
RANGE = re.compile(r"\s*[-–]\s*")
RANGE_AND = re.compile(r"\s+y\s+")
BETWEEN = re.compile(r"\bentre\s+\Z", re.IGNORECASE)
# "L 4" is a line and "Q 4" a quarter: with one letter alone the amount must look like one.
SOLID = re.compile(r"\d{2,}|\d\s*[.,]\d|\d\s+(?:mil|millon)")
# "58:000.000", an older way to part millions.
COLON = re.compile(r"\d{1,3}:\d{3}\.\d{3}(?!\d)")
