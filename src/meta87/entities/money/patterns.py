"""Where an amount of money may stand: the signs before it, the signs and nouns after it."""

from __future__ import annotations

import re

from meta87.entities.alternatives import ahead, any_of
from meta87.entities.money.currencies import nouns, signs

_CODES = [sign for sign in signs() if re.fullmatch(r"[€£]|US\$|[A-Z]{3}", sign)]
BEFORE = re.compile(rf"{ahead(signs())}(?P<sign>(?<![\w$=&/]){any_of(signs())})\s*(?=\d)")
AFTER = re.compile(rf"{ahead(_CODES)}(?<![^\W\d])(?P<sign>{any_of(_CODES)})(?![\w$])")
# Read in lower case and without accents.
NOUN = re.compile(rf"{ahead(nouns())}(?<!\w)(?P<noun>{any_of(nouns())})(?!\w)")
OF = re.compile(r"\s+(?:de\s+)?")
# Between the figures of a range, and what opens one.
RANGE = re.compile(r"\s*[-–]\s*")
RANGE_AND = re.compile(r"\s+y\s+")
BETWEEN = re.compile(r"\bentre\s+\Z", re.IGNORECASE)
# "L 4" is a line and "Q 4" a quarter: with one letter alone the amount must look like one.
SOLID = re.compile(r"\d{2,}|\d\s*[.,]\d|\d\s+(?:mil|millon)")
# "58:000.000", an older way to part millions.
COLON = re.compile(r"\d{1,3}:\d{3}\.\d{3}(?!\d)")
