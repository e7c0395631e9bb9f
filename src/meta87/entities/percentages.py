"""Finds percentages in a Spanish text: "23,5 %", "veinte por ciento", "entre 10 y 15%"."""

from __future__ import annotations

import re

from meta87.entities.entity import PERCENT, Entity, PercentValue
from meta87.entities.numbers import Number, as_number, numbers_until

_WINDOW = 80  # characters before a sign: no written percentage is longer

_SIGN = re.compile(r"\s*%|\s+por\s+cien(?:to)?\b|\s+puntos?\s+porcentual(?:es)?\b", re.IGNORECASE)
# Cheap test: a text without any of these has no percentage.
_TRIGGERS = ("%", "cien", "CIEN", "porcentual", "PORCENTUAL")
# Between the numbers of a range, and before it.
_RANGE = re.compile(r"\s*%?\s*[-–]\s*")
_RANGE_AND = re.compile(r"\s*%?\s+y\s+(?:el\s+)?")
_BETWEEN = re.compile(r"\bentre\s+(?:el\s+)?\Z", re.IGNORECASE)


def find_percentages(text: str) -> list[Entity]:
    """Finds the PERCENT entities of a text, in order and without overlap."""
    found: list[Entity] = []
    if not any(trigger in text for trigger in _TRIGGERS):
        return found
    for sign in _SIGN.finditer(text):
        previous = found[-1].end if found else 0
        floor = max(previous, sign.start() - _WINDOW)
        numbers = numbers_until(text, sign.start(), floor)
        if numbers:
            found.append(_entity(text, floor, numbers, sign.end()))
    return found


def _entity(text: str, floor: int, numbers: list[Number], end: int) -> Entity:
    high, low = numbers[-1], numbers[-2] if len(numbers) > 1 else None
    if low and low.value < high.value:
        between = _BETWEEN.search(text, floor, low.start)
        joint = _RANGE_AND if between else _RANGE
        if joint.fullmatch(text, low.end, high.start):
            start = between.start() if between else low.start
            value = PercentValue(as_number(low.value), as_number(high.value))
            return Entity(PERCENT, start, end, text[start:end], value, "share-range")
    value = PercentValue(as_number(high.value))
    return Entity(PERCENT, high.start, end, text[high.start : end], value, "share")
