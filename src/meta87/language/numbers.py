"""Numbers in Spanish text: figures as each country writes them, words, and their mixtures.

``1,502``, ``1.502``, ``1 502`` and ``1'502`` are all 1502: a separator before a group of
exactly three digits groups thousands, any other is decimal. That reading is right for
counts, which this package is about, and wrong for ``4,800`` meant as 4.8.
Negative figures are not read: in reports a dash before a figure opens a list item.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources

from meta87.language.alternatives import any_of
from meta87.language.folding import lowered

Value = int | Fraction

_FIGURE = r"""(?P<figure>(?<![\w.,'’])(?:
        (?P<grouped>[1-9]\d{0,2}(?P<sep>[.,'’ \u00a0\u202f\u2009])\d{3}(?:(?P=sep)\d{3}){0,5})
            (?!\d|['’]\d|[.,]\d{3}(?!\d))(?:[.,](?P<cents>\d{1,15}))?
      | (?P<plain>\d{1,15})(?:[.,](?P<decimals>\d{1,15}))?
    )(?!\w|[.,]\d))"""
_GAP = re.compile(r"[ \t\u00a0\u202f]+|\r?\n")
_THOUSAND = "mil"
_GROUP = 1000
_HALVES = ("medio", "media")


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text.

    Attributes:
        start: first code point, from 0.
        end: code point after the last.
        value: an int when whole, else a Fraction.
        in_words: no figure takes part in it.
    """

    start: int
    end: int
    value: Value
    in_words: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    figure: Fraction | None


def parse_number(text: str) -> Value:
    """Give the number that the whole text writes.

    Raises:
        ValueError: when the text is anything but one number.
    """
    stripped = text.strip()
    found = find_numbers(stripped)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(stripped)):
        raise ValueError(f"not a number: {text!r}")
    return found[0].value


def find_numbers(text: str) -> list[Number]:
    """Find every number of a text, in order and without overlap, in time linear in its length."""
    found: list[Number] = []
    for run in _runs(text):
        if len(run) == 1 and (value := _alone(run[0])) is not None:
            found.append(Number(run[0].start, run[0].end, value, run[0].figure is None))
            continue
        at = 0
        while at < len(run):
            reader = _Reader(run, at)
            value = reader.number()
            used = run[at : reader.at]
            if value is not None:
                whole = int(value) if value.denominator == 1 else value
                in_words = all(token.figure is None for token in used)
                found.append(Number(used[0].start, used[-1].end, whole, in_words))
            at = max(reader.at, at + 1)
    return found


def _alone(token: _Token) -> Value | None:
    """Give the value of one figure or of one word below a thousand, read without the grammar."""
    if token.figure is not None:
        return int(token.figure) if token.figure.denominator == 1 else token.figure
    return _small().get(token.word)


@cache
def _small() -> dict[str, int]:
    tables = ("units", "teens", "tens", "hundreds")
    return {word: value for table in tables for word, value in _words()[table].items()}


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Give a word in lower case and without accents, ñ kept: the form in which lists hold words."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered.replace("ñ", "\0"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\0", "ñ")


def is_number_word(word: str) -> bool:
    """Tell whether a word, in lower case and without accents, takes part in numbers."""
    return word in _vocabulary() and word not in ("y", *_HALVES)


@cache
def _words() -> dict[str, dict[str, int]]:
    return tomllib.loads(resources.files(__package__).joinpath("numbers.toml").read_text("utf-8"))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset().union(*_words().values(), _HALVES, (_THOUSAND, "y", "coma"))


def _runs(text: str) -> list[list[_Token]]:
    """Give the stretches of figures and number words that only blanks part."""
    runs: list[list[_Token]] = []
    end = -1
    for match in _tokens().finditer(lowered(text)):
        joined = end >= 0 and bool(_GAP.fullmatch(text, end, match.start()))
        word = plain(match["word"] or "")
        if word == "y" and not joined:
            continue
        token = _Token(match.start(), match.end(), word, None if word else _figure(match))
        if joined:
            runs[-1].append(token)
        else:
            runs.append([token])
        end = token.end
    return runs


@cache
def _tokens() -> re.Pattern[str]:
    """Give the pattern of a figure or a number word, tried only where one can begin."""
    begins = "".join(sorted({word[0] for word in _vocabulary()}))
    words = any_of(_vocabulary(), accents=True)
    token = rf"{_FIGURE} | (?<![^\W\d_])(?P<word>{words})(?![^\W\d_])"
    return re.compile(rf"(?=[\d{begins}])(?:{token})", re.VERBOSE)


def _figure(match: re.Match[str]) -> Fraction:
    digits = re.sub(r"\D", "", match["grouped"] or match["plain"])
    decimals = match["cents"] if match["grouped"] else match["decimals"]
    return Fraction(f"{digits}.{decimals}") if decimals else Fraction(int(digits))


class _Reader:
    """Reads one number from a token of a run on, by the grammar of Spanish numerals."""

    def __init__(self, run: list[_Token], at: int) -> None:
        self.run, self.at, self.begin = run, at, at

    def number(self) -> Fraction | None:
        """Give the value of the number that begins here, or None; ``at`` is then after it."""
        value = self._millions()
        if value is None:
            self.at = self.begin
            return None
        value *= self._take("collectives") or 1
        return self._fraction(self._decimals(value))

    def _millions(self) -> Fraction | None:
        """Read 'tres millones dos mil siete', '1.3 millones', '2 mil millones', '5 mil 300'."""
        total: Fraction | None = None
        limit = 10**24
        while True:
            start = self.at
            part = self._thousands()
            if part is None:
                return total
            scale = self._take("scales") or 1
            if part * scale >= limit or (total is not None and part.denominator != 1):
                self.at = start
                return total
            total, limit = (total or 0) + part * scale, scale
            if scale == 1:
                return total

    def _thousands(self) -> Fraction | None:
        """Read what stands before a scale: 'trescientas doce', 'dos mil', '5 mil 300'."""
        first = self._hundreds()
        if not self._skip(_THOUSAND):
            return first
        value = (1 if first is None else first) * Fraction(_GROUP)
        before = self.at
        rest = self._hundreds()
        if (
            rest is not None
            and rest < _GROUP
            and rest.denominator == 1
            and not self._sees(_THOUSAND)
        ):
            return value + rest
        self.at = before
        return value

    def _hundreds(self) -> Fraction | None:
        """Read one figure, or words below a thousand; 'medio' only before a scale or a noun."""
        token = self._token()
        if token is not None and token.figure is not None:
            self.at += 1
            return token.figure
        if any(self._skip(half) for half in _HALVES):
            if self._token_in("scales", "collectives"):
                return Fraction(1, 2)
            self.at -= 1
            return None
        hundreds = self._take("hundreds")
        below = self._take("teens") or self._tens()
        return (
            None if hundreds is None and below is None else Fraction((hundreds or 0) + (below or 0))
        )

    def _tens(self) -> int | None:
        tens = self._take("tens")
        if tens is None:
            return self._take("units")
        before = self.at
        unit = self._take("units") if self._skip("y") else None
        if not unit:
            self.at = before
        return tens + (unit or 0)

    def _decimals(self, value: Fraction) -> Fraction:
        """Read 'siete coma cero tres'."""
        before = self.at
        if value.denominator != 1 or not self._skip("coma"):
            return value
        zeros = 0
        while self._skip("cero"):
            zeros += 1
        digits = self._thousands()
        if digits is None or digits.denominator != 1:
            self.at = before
            return value
        return Fraction(f"{value}.{'0' * zeros}{digits}")

    def _fraction(self, value: Fraction) -> Fraction:
        """Read 'dos tercios', 'cinco y medio', 'dos millones y medio'."""
        before = self.at
        if not self._skip("y"):
            return value / (self._take("denominators") or 1)
        scale = _words()["scales"].get(self.run[before - 1].word, 1)
        if any(self._skip(half) for half in _HALVES):
            return value + Fraction(scale, 2)
        self.at = before
        return value

    def _token(self) -> _Token | None:
        return self.run[self.at] if self.at < len(self.run) else None

    def _token_in(self, *tables: str) -> bool:
        token = self._token()
        return token is not None and any(token.word in _words()[table] for table in tables)

    def _take(self, table: str) -> int | None:
        token = self._token()
        value = _words()[table].get(token.word) if token is not None else None
        if value is not None:
            self.at += 1
        return value

    def _sees(self, word: str) -> bool:
        token = self._token()
        return token is not None and token.word == word

    def _skip(self, word: str) -> bool:
        seen = self._sees(word)
        self.at += seen
        return seen
