"""The words and figures that Spanish numbers are made of, and the runs that they form in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from meta87.entities.folding import lowered, plain
from meta87.entities.lists import any_of
from meta87.entities.lists import table as read_table

THOUSAND = "mil"
HALVES = ("medio", "media")
_JOINTS = ("y", "con", "sobre")  # they take part in a number only between two others
_KILO = 1000
_NINTH = 9  # the least part that has a sign of its own

_VULGAR = "¼½¾⅐⅑⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_SCALE = r"mil(?:l[oó]n(?:es)?)?\b"  # joined to its figure: "3mil", "2millones"
_FIGURE = rf"""(?P<figure>(?<![\w.,'’])(?:
        (?P<over>\d{{1,3}}/[1-9]\d{{0,2}}) (?!/)
      | (?: (?P<grouped>
                [1-9]\d{{0,2}} (?P<sep>[.,'’ \u00a0\u202f\u2009])\d{{3}} (?:(?P=sep)\d{{3}}){{0,5}}
            ) (?!\d|['’]\d|[.,]\d{{3}}(?!\d))(?:[.,](?P<cents>\d{{1,15}}))?
        | (?P<plain>\d{{1,15}})(?:[.,](?P<decimals>\d{{1,15}}))? )
        (?P<kilo>[ ]?k)?
    )(?!(?!{_SCALE})[^\W{_VULGAR}]|[.,]\d)) | (?P<vulgar>(?<![^\W\d])[{_VULGAR}])(?!\w)"""
_GAP = re.compile(r"[ \t\u00a0\u202f]*|\r?\n")
# "veinticincoavos", "dosmilésimas": what follows the numeral in the name of a part.
_PART = re.compile(r"(?P<numeral>\w+?)(?:av[oa]|esim[oa])s?")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure or a number word of a text."""

    start: int  # first code point, from 0
    end: int  # code point after the last
    word: str  # in lower case and without accents; empty for a figure
    figure: Fraction | None  # its value, or None for a word
    is_part: bool = False  # the figure is a share of one, as "3/4" and "½" write it


def is_number_word(word: str) -> bool:
    """Returns whether a word, in lower case and without accents, is a number word."""
    return word in vocabulary() and word not in (*_JOINTS, *HALVES)


@cache
def table(name: str) -> dict[str, int]:
    """Returns a table of ``numbers.toml`` by its name; ``small`` joins those below a thousand."""
    if name == "small":
        return {**table("units"), **table("teens"), **table("tens"), **table("hundreds")}
    return _tables()[name]


@cache
def vocabulary() -> frozenset[str]:
    """Returns every number word, in lower case and without accents."""
    return frozenset().union(*_tables().values(), HALVES, (THOUSAND, "coma", *_JOINTS))


def numerals_in(part: str) -> list[str]:
    """Returns the number words in the name of a fraction: "veintiún" + "avos".

    Empty for a word that names no fraction, such as "clavos".
    """
    match = _PART.fullmatch(part)
    if match is None:
        return []
    written = match["numeral"]
    return _split(written) or _split(f"{written}a")  # "treintavos"


def runs(text: str) -> list[list[Token]]:
    """Returns the runs of numerals and number words that are separated only by spaces."""
    found: list[list[Token]] = []
    end = -1
    for match in _tokens().finditer(lowered(text)):
        joined = end >= 0 and bool(_GAP.fullmatch(text, end, match.start()))
        word = plain(match["word"] or "")
        if word in _JOINTS and not joined:
            continue
        figure = None if word else _value(match)
        part = not word and bool(match["vulgar"] or match["over"])
        token = Token(*match.span(), word, figure, part)
        if joined:
            found[-1].append(token)
        else:
            found.append([token])
        end = token.end
    return found


def _tables() -> dict[str, dict[str, int]]:
    return read_table("numbers.toml")


def _split(written: str) -> list[str]:
    """Splits a word into number words, with an "i" or "y" between them; empty where none fit."""
    if written in vocabulary():
        return [written]
    for at in range(len(written) - 1, 1, -1):
        if written[:at] in vocabulary():
            joint = ["y"] if written[at] in "iy" else []
            rest = _split(written[at + len(joint) :])
            if rest:
                return [written[:at], *joint, *rest]
    return []


@cache
def _tokens() -> re.Pattern[str]:
    """Returns the pattern of a numeral or a number word, tried only where one can begin."""
    begins = "".join(sorted({word[0] for word in vocabulary()}))
    words = any_of(vocabulary(), accents=True)
    numerals = any_of((*table("small"), *table("scales"), THOUSAND), accents=True)
    part = rf"(?:[iy]?{numerals})*(?:a?v[oa]|[eé]sim[oa])s?"
    joined = rf"(?<![^\W\d_]\d)(?!(?<=\d)(?!{_SCALE}))"
    word = rf"(?<![^\W\d_]){joined}(?P<word>{words}(?:{part})?)(?![^\W\d_])"
    return re.compile(rf"(?=[\d{_VULGAR}{begins}])(?:{_FIGURE} | {word})", re.VERBOSE)


def _value(match: re.Match[str]) -> Fraction:
    if match["vulgar"]:
        return Fraction(unicodedata.numeric(match["vulgar"])).limit_denominator(_NINTH)
    if match["over"]:
        above, below = map(int, match["over"].split("/"))
        return Fraction(above, below)
    digits = re.sub(r"\D", "", match["grouped"] or match["plain"])
    decimals = match["cents"] if match["grouped"] else match["decimals"]
    value = Fraction(f"{digits}.{decimals}") if decimals else Fraction(int(digits))
    return value * _KILO if match["kilo"] else value
