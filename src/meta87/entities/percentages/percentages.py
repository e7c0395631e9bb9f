"""Find shares in a Spanish text: "23,5 %", "veinte por ciento", "entre 10 y 15%"."""

from __future__ import annotations

from fractions import Fraction

from meta87.entities.entity import PERCENT, Entity, PercentValue
from meta87.entities.numbers import Number, find_numbers
from meta87.entities.percentages import patterns

_WINDOW = 80  # characters before a sign: no written share is longer


def find_percentages(text: str) -> list[Entity]:
    """Finds the PERCENT spans of a text, in order and without overlap."""
    found: list[Entity] = []
    if not any(sign in text for sign in patterns.SIGNS):
        return found
    for sign in patterns.SIGN.finditer(text):
        floor = found[-1].end if found else 0
        start = _word_start(text, max(floor, sign.start() - _WINDOW))
        numbers = find_numbers(text[start : sign.start()])
        if numbers and start + numbers[-1].end == sign.start():
            found.append(_entity(text, start, numbers, sign.end()))
    return found


def _entity(text: str, offset: int, numbers: list[Number], end: int) -> Entity:
    high = numbers[-1]
    window = text[offset:end]
    start, low = high.start, _low(window, numbers)
    if low is not None:
        between = patterns.BETWEEN.search(window[: low.start])
        start = between.start() if between else low.start
    value = (
        PercentValue(_plain(high.value))
        if low is None
        else PercentValue(_plain(low.value), _plain(high.value))
    )
    name = "share" if low is None else "share-range"
    return Entity(PERCENT, offset + start, end, window[start:], value, name)


def _low(window: str, numbers: list[Number]) -> Number | None:
    """Returns the lower number if the last two numbers are a range."""
    if len(numbers) == 1 or numbers[-2].value >= numbers[-1].value:
        return None
    low, high = numbers[-2:]
    if patterns.RANGE.fullmatch(window, low.end, high.start):
        return low
    joined = patterns.RANGE_AND.fullmatch(window, low.end, high.start)
    return low if joined and patterns.BETWEEN.search(window[: low.start]) else None


def _plain(value: int | Fraction) -> int | float:
    return int(value) if Fraction(value).denominator == 1 else float(value)


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at
