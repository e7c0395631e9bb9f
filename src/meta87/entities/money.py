"""Finds amounts of money in a Spanish text: a number with the symbol or the noun of a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from meta87.entities.entity import MONEY, Entity, MoneyValue
from meta87.entities.folding import fold, lowered, plain
from meta87.entities.lists import ahead, any_of, table
from meta87.entities.numbers import Number, as_number, find_numbers, numbers_until
from meta87.entities.ocr import corrected, original_span

_WINDOW = 64  # characters: no written amount is longer
_MILLION = 1_000_000
_THOUSAND = 1000

# Symbols as written; nouns in lower case, without accents. Each has its ISO 4217 code, or its codes
# by country.
_SIGNS, _NOUNS, _SCALES = (table("currencies.toml")[key] for key in ("signs", "nouns", "scales"))
_CODES = [sign for sign in _SIGNS if re.fullmatch(r"[€£]|US\$|[A-Z]{3}", sign)]
_BEFORE = re.compile(rf"{ahead(_SIGNS)}(?P<sign>(?<![\w$=&/]){any_of(_SIGNS)})\s*(?=\d)")
_AFTER = re.compile(rf"{ahead(_CODES)}(?<![^\W\d])(?P<sign>{any_of(_CODES)})(?![\w$])")
_NOUN = re.compile(rf"{ahead(_NOUNS)}(?<!\w)(?P<noun>{any_of(_NOUNS)})(?!\w)")
_OF = re.compile(r"\s+(?:de\s+)?")
_OF_BEFORE = re.compile(r"(?:\s+de)?\s*\Z")
# Between the numbers of a range, and before it.
_RANGE_AND = re.compile(r"\s+y\s+")
_BETWEEN = re.compile(r"\bentre\s+\Z", re.IGNORECASE)
# "L 4" is a line and "Q 4" a quarter: after one letter alone the number must look like an amount.
_LIKE_AMOUNT = re.compile(r"\d{2,}|\d\s*[.,]\d|\d\s+(?:mil|millon)")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a range of two, later with its symbol or noun: ``text[start:end]``."""

    start: int
    end: int
    value: Fraction
    to: Fraction | None = None
    currency: str | None = None
    pattern: str = ""


def find_money(text: str, country: str = "") -> list[Entity]:
    """Finds the MONEY entities of a text, in order; the country decides which peso is meant."""
    found: list[Entity] = []
    for amount in sorted(_found(corrected(text), country), key=lambda m: (m.start, -m.end)):
        if not found or amount.start >= found[-1].end:
            found.append(_entity(text, amount))
    return found


def _found(text: str, country: str) -> Iterator[_Amount]:
    low = lowered(fold(text))
    leading = set()
    for sign in _BEFORE.finditer(text):
        amount = _amount_from(text, sign.end())
        written = sign["sign"]
        plain_sign = len(written.strip(".")) > 1 or not written[0].isalpha()
        if amount and (plain_sign or _LIKE_AMOUNT.match(text, amount.start)):
            leading.add(sign.start())
            gap = _OF.match(low, amount.end)
            again = _NOUN.match(low, gap.end()) if gap else None  # "S/ 30 soles", "$ 30 USD"
            again = again or _AFTER.match(text, gap.end() if gap else amount.end)
            amount = _with_currency(amount, again, country, "sign") if again else amount
            code = _currency(written, country) or amount.currency
            yield replace(amount, start=sign.start(), currency=code, pattern="sign")
    for noun in _NOUN.finditer(low):
        amount = _amount_until(text, low, noun.start())
        if amount:
            yield _with_currency(amount, noun, country, "noun")
    for sign in _AFTER.finditer(text):
        # "en 2019 USD 6,3 millones": a symbol before an amount belongs to that amount.
        amount = None if sign.start() in leading else _amount_until(text, low, sign.start())
        if amount:
            yield _with_currency(amount, sign, country, "sign-after")


def _with_currency(amount: _Amount, currency: re.Match[str], country: str, pattern: str) -> _Amount:
    """Returns an amount with the symbol or noun after it; "mdp" are millions of pesos."""
    key = " ".join(currency[1].split())
    by = int(_SCALES.get(key, 1))
    return replace(
        amount,
        end=currency.end(),
        value=amount.value * by,
        to=None if amount.to is None else amount.to * by,
        currency=_currency(key, country),
        pattern=pattern,
    )


def _currency(written: str, country: str) -> str | None:
    """Returns the ISO 4217 code of a symbol or noun; None if it depends on an unknown country."""
    meaning = _SIGNS.get(written) or _NOUNS[written]
    if isinstance(meaning, str):
        return meaning
    code: str | None = meaning.get(country) or meaning.get("default")
    return code


def _entity(text: str, amount: _Amount) -> Entity:
    to = None if amount.to is None else as_number(amount.to)
    value = MoneyValue(as_number(amount.value), amount.currency, to)
    name = amount.pattern if to is None else f"{amount.pattern}-range"
    return Entity(MONEY, *original_span(text, amount.start, amount.end), value, name)


def _amount_from(text: str, at: int) -> _Amount | None:
    """Reads the amount that begins at an offset."""
    window = text[at : at + _WINDOW]
    numbers = [replace(n, start=at + n.start, end=at + n.end) for n in find_numbers(window)]
    if not numbers or numbers[0].start != at:
        return None
    return _Amount(at, numbers[0].end, Fraction(numbers[0].value))


def _amount_until(text: str, low: str, at: int) -> _Amount | None:
    """Reads the amount that ends before a symbol or noun, and the range that it may close."""
    floor = max(0, at - _WINDOW)
    end = floor + len(_OF_BEFORE.sub("", low[floor:at]))
    numbers = numbers_until(text, end, max(0, end - _WINDOW))
    if not numbers:
        return None
    if len(numbers) > 1:
        first, last = numbers[-2:]
        between = _BETWEEN.search(text, max(0, end - _WINDOW), first.start)
        if between and _RANGE_AND.fullmatch(text, first.end, last.start):
            return _range(text, first, last, between.start())
    return _Amount(numbers[-1].start, end, Fraction(numbers[-1].value))


def _range(text: str, low: Number, high: Number, start: int) -> _Amount | None:
    """Returns the range of two numbers; the scale of the higher applies to the lower too."""
    value, to = Fraction(low.value), Fraction(high.value)
    written = plain(text[high.start : high.end])
    by = _MILLION if "millon" in written else _THOUSAND if " mil" in written else 1
    if value * by < to:
        value *= by
    if value >= to:
        return None
    return _Amount(start, high.end, value, to)
