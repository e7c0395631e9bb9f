"""Numbers in Spanish text: figures as each country writes them, words, and their mixtures.

``1,502``, ``1.502``, ``1 502`` and ``1'502`` are all 1502: a separator before a group of
exactly three digits groups thousands, any other is decimal. That reading is right for
counts, which this package is about, and wrong for ``4,800`` meant as 4.8.
Negative figures are not read: in reports a dash before a figure opens a list item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from meta87.entities.folding import lowered, plain
from meta87.entities.lists import any_of
from meta87.entities.lists import table as read_table

Value = int | Fraction

_THOUSAND = "mil"
_HALVES = ("medio", "media")
_AND, _POINT = "y", "coma"  # they take part in a number only between two others

_SCALE = r"mil(?:l[oó]n(?:es)?)?\b"  # joined to its figure: "3mil", "2millones"
_FIGURE = rf"""(?P<figure>(?<![\w.,'’])(?:
        (?P<over>\d{{1,3}}/[1-9]\d{{0,2}}) (?!/)
      | (?P<grouped>
            [1-9]\d{{0,2}} (?P<sep>[.,'’ \u00a0\u202f\u2009])\d{{3}} (?:(?P=sep)\d{{3}}){{0,5}}
        ) (?!\d|['’]\d|[.,]\d{{3}}(?!\d))(?:[.,](?P<cents>\d{{1,15}}))?
      | (?P<plain>\d{{1,15}})(?:[.,](?P<decimals>\d{{1,15}}))?
    )(?!(?!{_SCALE})\w|[.,]\d))"""
_GAP = re.compile(r"[ \t\u00a0\u202f]*|\r?\n")

_GROUP = 1000
_SINGULAR = ("millon", "billon")


@dataclass(frozen=True, slots=True)
class _Token:
    """A figure or a number word of a text."""

    start: int  # first code point, from 0
    end: int  # code point after the last
    word: str  # in lower case and without accents; empty for a figure
    figure: Fraction | None  # its value, or None for a word


_END = _Token(-1, -1, "", None)  # after the last of a run


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text."""

    start: int  # first code point, from 0
    end: int  # code point after the last
    value: Value  # an int when whole, else a Fraction
    in_words: bool  # no figure takes part in it


def is_number_word(word: str) -> bool:
    """Returns whether a word, in lower case and without accents, is a number word."""
    return word in _vocabulary() and word not in (_AND, _POINT, *_HALVES)


@cache
def table(name: str) -> dict[str, int]:
    """Returns a table of ``numbers.toml`` by its name; ``small`` joins those below a thousand."""
    if name == "small":
        return {**table("units"), **table("teens"), **table("tens"), **table("hundreds")}
    found: dict[str, int] = read_table("numbers.toml")[name]
    return found


@cache
def _vocabulary() -> frozenset[str]:
    """Returns every number word, in lower case and without accents."""
    return frozenset().union(
        *read_table("numbers.toml").values(), _HALVES, (_THOUSAND, _AND, _POINT)
    )


def _runs(text: str) -> list[list[_Token]]:
    """Returns the runs of numerals and number words that are separated only by spaces."""
    found: list[list[_Token]] = []
    end = -1
    for match in _tokens().finditer(lowered(text)):
        joined = end >= 0 and bool(_GAP.fullmatch(text, end, match.start()))
        word = plain(match["word"] or "")
        if word in (_AND, _POINT) and not joined:
            continue
        token = _Token(*match.span(), word, None if word else _value(match))
        if joined:
            found[-1].append(token)
        else:
            found.append([token])
        end = token.end
    return found


@cache
def _tokens() -> re.Pattern[str]:
    """Returns the pattern of a numeral or a number word, tried only where one can begin."""
    begins = "".join(sorted({word[0] for word in _vocabulary()}))
    joined = rf"(?<![^\W\d_]\d)(?!(?<=\d)(?!{_SCALE}))"
    word = rf"(?<![^\W\d_]){joined}(?P<word>{any_of(_vocabulary(), accents=True)})(?![^\W\d_])"
    return re.compile(rf"(?=[\d{begins}])(?:{_FIGURE} | {word})", re.VERBOSE)


def _value(match: re.Match[str]) -> Fraction:
    if match["over"]:
        return Fraction(match["over"])
    digits = re.sub(r"\D", "", match["grouped"] or match["plain"])
    return Fraction(f"{digits}.{match['cents'] or match['decimals'] or 0}")


def parse_number(text: str) -> Value:
    """Returns the number that the whole text writes.

    Raises:
        ValueError: if the text is anything but one number.
    """
    stripped = text.strip()
    found = find_numbers(stripped)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(stripped)):
        raise ValueError(f"not a number: {text!r}")
    return found[0].value


def find_numbers(text: str) -> list[Number]:
    """Finds every number of a text, in order and without overlap, in time linear in its length."""
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
                in_words = all(token.figure is None for token in used)
                found.append(Number(used[0].start, used[-1].end, _whole(value), in_words))
            at = max(reader.at, at + 1)
    return found


def _alone(token: _Token) -> Value | None:
    """Returns the value of one numeral or word below a thousand, without the grammar."""
    return table("small").get(token.word) if token.figure is None else _whole(token.figure)


def _whole(value: Fraction) -> Value:
    return int(value) if value.denominator == 1 else value


def numbers_until(text: str, end: int, floor: int) -> list[Number]:
    """Returns the numbers of the whole words after ``floor`` if the last ends at ``end``."""
    while 0 < floor < end and not text[floor - 1].isspace():
        floor += 1
    numbers = find_numbers(text[floor:end])
    if not numbers or floor + numbers[-1].end != end:
        return []
    return [replace(n, start=floor + n.start, end=floor + n.end) for n in numbers]


def as_number(value: Value) -> int | float:
    """Returns a value as an int when whole, else as a float."""
    return int(value) if value.denominator == 1 else float(value)


class _Reader:
    """Reads one number from a token of a run on, by the grammar of Spanish numerals."""

    def __init__(self, run: list[_Token], at: int) -> None:
        self.run, self.at, self.begin = run, at, at

    def number(self) -> Fraction | None:
        """Returns the value of the number that begins here, or None; ``at`` is then after it."""
        value = self._millions()
        if value is None:
            self.at = self.begin
            return None
        value *= self._take("collectives") or 1
        return self._fraction(self._decimals(value))

    def _millions(self) -> Fraction | None:
        """Reads 'tres millones dos mil siete', '1.3 millones', '2 mil millones', '5 mil 300'."""
        total: Fraction | None = None
        limit = 10**24
        while True:
            start = self.at
            part = self._thousands()
            if part is None and total is None and self._sees(*_SINGULAR):
                part = Fraction(1)
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
        """Reads the number before a scale: 'trescientas doce', 'dos mil', '5 mil 300'."""
        first = self._hundreds()
        if not self._skip(_THOUSAND):
            return first
        value = (1 if first is None else first) * Fraction(_GROUP)
        before = self.at
        rest = self._hundreds()
        if rest is None or rest >= _GROUP or rest.denominator != 1 or self._sees(_THOUSAND):
            self.at = before
            return value
        return value + rest

    def _hundreds(self) -> Fraction | None:
        """Reads one numeral, or words below a thousand; 'medio' only before a scale or a noun."""
        figure = self._token().figure
        if figure is not None:
            self.at += 1
            return figure
        if any(self._skip(half) for half in _HALVES):
            if self._sees(*table("scales"), *table("collectives")):
                return Fraction(1, 2)
            self.at -= 1
            return None
        hundreds = self._take("hundreds")
        below = self._take("teens") or self._tens()
        if hundreds is None and below is None:
            return None
        return Fraction((hundreds or 0) + (below or 0))

    def _tens(self) -> int | None:
        tens = self._take("tens")
        if tens is None:
            return self._take("units")
        before = self.at
        unit = self._take("units") if self._skip(_AND) else None
        if not unit:
            self.at = before
        return tens + (unit or 0)

    def _decimals(self, value: Fraction) -> Fraction:
        """Reads 'siete coma cero tres'."""
        before = self.at
        if value.denominator != 1 or not self._skip(_POINT):
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
        """Reads 'dos tercios', not 'dos tercio'; 'cinco y medio', 'dos millones y medio'."""
        before = self.at
        word = self._token().word
        parts = self._take("denominators") if value == 1 or word.endswith("s") else None
        if parts:
            return value / parts
        scale = {**table("scales"), **table("collectives")}.get(self.run[before - 1].word, 1)
        if self._skip(_AND) and any(self._skip(half) for half in _HALVES):
            return value + Fraction(self._take("scales") or scale, 2)
        self.at = before
        return value

    def _token(self) -> _Token:
        return self.run[self.at] if self.at < len(self.run) else _END

    def _take(self, name: str) -> int | None:
        value = table(name).get(self._token().word)
        self.at += value is not None
        return value

    def _sees(self, *words: str) -> bool:
        return self._token().word in words

    def _skip(self, word: str) -> bool:
        seen = self._sees(word)
        self.at += seen
        return seen
