"""The number of a count: one or a range of two, with what bounds it: "más de", "o más"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meta87.entities.counts import patterns
from meta87.entities.counts.lexicon import words
from meta87.entities.entity import Bound
from meta87.entities.numbers import Number

WINDOW = 60  # characters read before a number
_MORE: dict[str, Bound] = {"mas": "min", "menos": "max"}
_LEAST = (
    r"(?<!\bno\s)mas\s+de|al\s+menos|(?:por\s+lo|cuando)\s+menos|como\s+minimo|no\s+menos\s+de"
    r"|poco\s+mas\s+de|(?:por\s+encima|arriba)\s+de|un\s+minimo\s+de|no\s+menor(?:es)?\s+(?:de|a)"
)
_MOST = (
    r"hasta|no\s+mas\s+de|no\s+mayor(?:es)?\s+(?:de|a)|como\s+maximo|a\s+lo\s+sumo|menos\s+de"
    r"|(?:hasta\s+)?un\s+maximo\s+de|(?<=\bni\s)mayor(?:es)?\s+(?:de|a)"
)
_ABOUT = (
    r"casi|un[oa]s|del\s+orden\s+de|alrededor\s+de|cerca\s+de|aproximadamente|en\s+torno\s+a|aprox\."
    r"|mas\s+o\s+menos"
)
_BOUND = re.compile(
    rf"\b(?:(?P<min>{_LEAST})|(?P<max>{_MOST})|(?P<about>{_ABOUT}))\s+\Z", re.IGNORECASE
)
# After what is counted: "15 horas o más".
_OR_MORE = re.compile(r"\s+o\s+(mas|menos)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number or a range of two, with its bound: ``text[start:end]``."""

    start: int
    end: int
    number: int
    to: int | None = None
    bound: Bound | None = None


def amounts(folded: str, numbers: Sequence[Number]) -> Iterator[Amount]:
    """Yields the amounts of a text: ranges, and numbers repeated in words, with their bounds."""
    numbers = list(_with_repeats(folded, numbers))
    at = 0
    while at < len(numbers):
        ranged = _range(folded, numbers[at], numbers[at + 1]) if at + 1 < len(numbers) else None
        one = numbers[at]
        at += 2 if ranged else 1
        yield _bounded(folded, ranged or Amount(one.start, one.end, int(one.value)))


def _with_repeats(folded: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yields the numbers, each extended over the bracket that repeats it: "12 (doce)"."""
    at = 0
    while at < len(numbers):
        one, repeat = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
        at += 1
        if repeat and repeat.value == one.value and repeat.in_words != one.in_words:
            closes = patterns.CLOSES_REPEAT.match(folded, repeat.end)
            if closes and patterns.OPENS_REPEAT.fullmatch(folded, one.end, repeat.start):
                one = replace(one, end=closes.end())
                at += 1
        yield one


def _range(folded: str, low: Number, high: Number) -> Amount | None:
    """Reads 'de 20 a 30', 'entre 20 y 30', '20-30'; 'pasó de 20 a 30' is no range."""
    if low.value >= high.value:
        return None
    before = folded[max(0, low.start - WINDOW) : low.start]
    opens = patterns.BETWEEN_OPENS.search(before)
    if opens is None:
        if not patterns.RANGE.fullmatch(folded, low.end, high.start):
            return None
        opens = patterns.RANGE_OPENS.search(before)
        last = last_word(before[: opens.start()]) if opens else ""
        if last in words("change"):
            return None
        if last in words("lasting"):
            opens = None
    elif not patterns.RANGE_BETWEEN.fullmatch(folded, low.end, high.start):
        return None
    start = low.start - (len(before) - opens.start() if opens else 0)
    return Amount(start, high.end, int(low.value), to=int(high.value))


def _bounded(folded: str, amount: Amount) -> Amount:
    """Returns an amount extended by 'más de', 'hasta', 'casi'."""
    found = bound_before(folded, amount.start)
    return replace(amount, start=found[0], bound=found[1]) if found else amount


def last_word(before: str) -> str:
    """Returns the last word of a text, in lower case; "" without one."""
    return next(reversed(patterns.WORDS_BEFORE.findall(before.lower())), "")


def bound_after(folded: str, at: int) -> tuple[int, Bound] | None:
    """Reads "o más" after the noun counted."""
    match = _OR_MORE.match(folded, at)
    return (match.end(), _MORE[match[1]]) if match else None


def bound_before(folded: str, at: int) -> tuple[int, Bound] | None:
    """Returns the start and the kind of the bound before a number at an offset ("más de")."""
    floor = max(0, at - WINDOW)
    match = _BOUND.search(folded[floor:at])
    return (floor + match.start(), match.lastgroup) if match else None  # type: ignore[return-value]
