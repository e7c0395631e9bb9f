"""The words and figures that Spanish numbers are made of, and the runs that they form in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from meta87.entities.folding import lowered, plain
from meta87.entities.lists import any_of
from meta87.entities.lists import table as read_table

THOUSAND = "mil"
HALVES = ("medio", "media")
AND = "y"  # it takes part in a number only between two others

_SCALE = r"mil(?:l[oó]n(?:es)?)?\b"  # joined to its figure: "3mil", "2millones"
_FIGURE = rf"""(?P<figure>(?<![\w.,'’])(?:
        (?P<over>\d{{1,3}}/[1-9]\d{{0,2}}) (?!/)
      | (?P<grouped>
            [1-9]\d{{0,2}} (?P<sep>[.,'’ \u00a0\u202f\u2009])\d{{3}} (?:(?P=sep)\d{{3}}){{0,5}}
        ) (?!\d|['’]\d|[.,]\d{{3}}(?!\d))(?:[.,](?P<cents>\d{{1,15}}))?
      | (?P<plain>\d{{1,15}})(?:[.,](?P<decimals>\d{{1,15}}))?
    )(?!(?!{_SCALE})\w|[.,]\d))"""
_GAP = re.compile(r"[ \t\u00a0\u202f]*|\r?\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure or a number word of a text."""

    start: int  # first code point, from 0
    end: int  # code point after the last
    word: str  # in lower case and without accents; empty for a figure
    figure: Fraction | None  # its value, or None for a word


def is_number_word(word: str) -> bool:
    """Returns whether a word, in lower case and without accents, is a number word."""
    return word in vocabulary() and word not in (AND, *HALVES)


@cache
def table(name: str) -> dict[str, int]:
    """Returns a table of ``numbers.toml`` by its name; ``small`` joins those below a thousand."""
    if name == "small":
        return {**table("units"), **table("teens"), **table("tens"), **table("hundreds")}
    found: dict[str, int] = read_table("numbers.toml")[name]
    return found


@cache
def vocabulary() -> frozenset[str]:
    """Returns every number word, in lower case and without accents."""
    return frozenset().union(*read_table("numbers.toml").values(), HALVES, (THOUSAND, AND))


def runs(text: str) -> list[list[Token]]:
    """Returns the runs of numerals and number words that are separated only by spaces."""
    found: list[list[Token]] = []
    end = -1
    for match in _tokens().finditer(lowered(text)):
        joined = end >= 0 and bool(_GAP.fullmatch(text, end, match.start()))
        word = plain(match["word"] or "")
        if word == AND and not joined:
            continue
        token = Token(*match.span(), word, None if word else _value(match))
        if joined:
            found[-1].append(token)
        else:
            found.append([token])
        end = token.end
    return found


@cache
def _tokens() -> re.Pattern[str]:
    """Returns the pattern of a numeral or a number word, tried only where one can begin."""
    begins = "".join(sorted({word[0] for word in vocabulary()}))
    joined = rf"(?<![^\W\d_]\d)(?!(?<=\d)(?!{_SCALE}))"
    word = rf"(?<![^\W\d_]){joined}(?P<word>{any_of(vocabulary(), accents=True)})(?![^\W\d_])"
    return re.compile(rf"(?=[\d{begins}])(?:{_FIGURE} | {word})", re.VERBOSE)


def _value(match: re.Match[str]) -> Fraction:
    if match["over"]:
        return Fraction(match["over"])
    digits = re.sub(r"\D", "", match["grouped"] or match["plain"])
    return Fraction(f"{digits}.{match['cents'] or match['decimals'] or 0}")
