"""Abbreviations and patterns for the ends of Spanish sentences."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_LISTS = tomllib.loads(
    (files(__package__) / "abbreviations.toml").read_text(encoding="utf-8"),
)
BEFORE_NAME = frozenset(_LISTS["before_name"].split())
BEFORE_NUMBER = frozenset(_LISTS["before_number"].split())
MAY_END = frozenset(_LISTS["may_end"].split())
FIRST_WORDS = frozenset(_LISTS["first_words"].split())

LINK = r"(?:https?://|www\.)\S++"

# Where a sentence may end: after a final mark, at a line break, or after a link. The quantifiers
# are possessive and a run of marks is entered only at its head, so that the scan stays linear.
CANDIDATE = re.compile(
    rf"""(?=["'«“‘(\[<hw.!?…\n:])(?:
    (?<!\S)(?P<link>["'«“‘(\[<]*+{LINK})(?<=[\w/=&\#%-])(?=\s)
    | (?<![.!?…])(?P<mark>[.!?…]++)(?P<close>(?:["'»”’)\]]|[¹²³⁴-⁹⁰]|\[\d{{1,3}}\])*+)(?=\s)
    | (?P<blank>\n\s*\n)
    | (?P<colon>:)(?=[^\S\n]*\n)
    | (?P<line>\n)(?=\s*(?:[•●▪◦‣·*–—-]\s|\(?(?:\d{{1,2}}|[a-zA-Z])[.)]\s))
    )""",
    re.VERBOSE,
)

# What follows the gap: opening marks, then the first word or link.
FOLLOWING = re.compile(
    rf"""\s+ (?P<open>(?:["'«“‘(\[¿¡•●▪◦‣—–-]\s*+)*+)
    (?: (?P<link>{LINK}) | (?P<item>\(?[a-z]\)\s) | (?P<word>\w+) )""",
    re.VERBOSE,
)

# The word that a point closes, in the characters before it.
CLOSED_WORD = re.compile(r"[^\s(\[«“\"'¿¡,;:/]+$")
# Letters with points between them: "S.A", "JJ.OO", "p.ej".
DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
# A list marker: it stands at the start of a sentence, or after a colon or semicolon.
MARKER = re.compile(
    r"(?:^[•●▪◦‣–—-]?\s*|[:;]\s+)(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})$",
)
