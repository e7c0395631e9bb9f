"""Find amounts of money in a Spanish text: a number with the sign or the noun of a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from meta87.entities.entity import MONEY, Entity, MoneyValue
from meta87.entities.folding import fold, lowered
from meta87.entities.money import patterns
from meta87.entities.money.currencies import currency, scale
from meta87.entities.numbers import Number, find_numbers
from meta87.entities.numerals import plain
from meta87.entities.scans import mended, span_written

_WINDOW = 64  # characters: no written amount is longer
_MILLION = 1_000_000
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a range of two: ``text[start:end]``."""

    start: int
    end: int
    value: Fraction
    to: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Money:
    """An amount with its sign or noun: ``text[start:end]``."""

    start: int
    end: int
    amount: _Amount
    currency: str | None
    by: int
    pattern: str


def find_money(text: str, country: str = "") -> list[Entity]:
    """Finds the MONEY entities of a text, in order and without overlap.

    Args:
        text: one passage, or more.
        country: ISO 3166 code that decides which peso is meant; without it the currency is unknown.
    """
    found: list[Entity] = []
    for money in sorted(_found(mended(text), country), key=lambda m: (m.start, -m.end)):
        if not found or money.start >= found[-1].end:
            found.append(_entity(text, money))
    return found


def _found(text: str, country: str) -> Iterator[_Money]:
    low = lowered(fold(text))
    leading = set()
    for sign in patterns.BEFORE.finditer(text):
        amount = _amount_from(text, sign.end())
        if amount and (len(sign["sign"].strip(".")) > 1 or _is_solid(text, sign, amount)):
            leading.add(sign.start())
            yield _signed(text, low, country, sign, amount)
    for noun in patterns.NOUN.finditer(low):
        amount = _amount_until(text, low, noun.start())
        if amount:
            key = " ".join(noun["noun"].split())
            code = currency(key, country)
            yield _Money(amount.start, noun.end(), amount, code, scale(key), "noun")
    for sign in patterns.AFTER.finditer(text):
        # "en 2019 USD 6,3 millones": a sign with an amount behind it is that amount's.
        led = sign.start() in leading
        amount = None if led else _amount_until(text, low, sign.start())
        if amount:
            code = currency(sign["sign"], country)
            yield _Money(amount.start, sign.end(), amount, code, 1, "sign-after")


def _is_solid(text: str, sign: re.Match[str], amount: _Amount) -> bool:
    return not sign["sign"][0].isalpha() or bool(patterns.SOLID.match(text, amount.start))


def _signed(text: str, low: str, country: str, sign: re.Match[str], amount: _Amount) -> _Money:
    """Reads an amount after a symbol, and a repeated currency after it."""
    gap = patterns.OF.match(low, amount.end)
    noun = patterns.NOUN.match(low, gap.end()) if gap else None
    again = noun or patterns.AFTER.match(text, gap.end() if gap else amount.end)
    code = currency(sign["sign"], country)
    if code is None and again:
        code = currency(" ".join(again[1].split()), country)
    end = again.end() if again else amount.end
    by = scale(" ".join(noun["noun"].split())) if noun else 1
    return _Money(sign.start(), end, amount, code, by, "sign")


def _entity(text: str, money: _Money) -> Entity:
    amount = money.amount
    to = None if amount.to is None else _plain_number(amount.to * money.by)
    value = MoneyValue(_plain_number(amount.value * money.by), money.currency, to)
    name = money.pattern if amount.to is None else f"{money.pattern}-range"
    return Entity(MONEY, *span_written(text, money.start, money.end), value, name)


def _amount_from(text: str, at: int) -> _Amount | None:
    """Reads the amount that begins at an offset."""
    colon = patterns.COLON.match(text, at)
    if colon:
        return _Amount(at, colon.end(), Fraction(re.sub(r"\D", "", colon[0])))
    numbers = find_numbers(text[at : at + _WINDOW])
    if not numbers or numbers[0].start != 0:
        return None
    window = text[at : at + _WINDOW]
    if len(numbers) > 1 and patterns.RANGE.fullmatch(window, numbers[0].end, numbers[1].start):
        return _range(window, at, numbers[0], numbers[1])
    return _Amount(at, at + numbers[0].end, Fraction(numbers[0].value))


def _amount_until(text: str, low: str, at: int) -> _Amount | None:
    """Reads the amount that ends before a symbol or noun, and the range that it may close."""
    end = _before_of(low, at)
    start = _word_start(text, max(0, end - _WINDOW))
    window = text[start:end]
    numbers = find_numbers(window)
    if not numbers or numbers[-1].end != len(window):
        return None
    if len(numbers) > 1:
        first, last = numbers[-2:]
        between = patterns.BETWEEN.search(window[: first.start])
        if between and patterns.RANGE_AND.fullmatch(window, first.end, last.start):
            return _range(window, start, first, last, between.start())
        if patterns.RANGE.fullmatch(window, first.end, last.start):
            return _range(window, start, first, last)
    return _Amount(start + numbers[-1].start, end, Fraction(numbers[-1].value))


def _range(
    window: str, offset: int, low: Number, high: Number, start: int | None = None
) -> _Amount | None:
    """Returns the range of two numbers; the scale of the higher applies to the lower too."""
    value, to = Fraction(low.value), Fraction(high.value)
    written = plain(window[high.start : high.end])
    by = _MILLION if "millon" in written else _THOUSAND if " mil" in written else 1
    if value * by < to:
        value *= by
    if value >= to:
        return None
    begins = low.start if start is None else start
    return _Amount(offset + begins, offset + high.end, value, to)


def _word_start(text: str, at: int) -> int:
    """Returns the first offset from ``at`` on that is not inside a word or number."""
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _before_of(low: str, at: int) -> int:
    """Returns the end of the text before an offset, without spaces and a "de"."""
    before = low[max(0, at - _WINDOW) : at].rstrip()
    bare = before.removesuffix("de")
    if len(bare) < len(before) and bare[-1:].isspace():
        before = bare.rstrip()
    return max(0, at - _WINDOW) + len(before)


def _plain_number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
