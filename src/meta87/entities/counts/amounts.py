"""The number of a count: one or a range of two, with what bounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meta87.entities.counts import patterns
from meta87.entities.counts.bounds import WINDOW, bound_after, bound_before
from meta87.entities.counts.lexicon import words
from meta87.entities.entity import Bound
from meta87.entities.numbers import Number

_ROUND = 100  # "como 300 personas" is approximate, "como 7 países" gives examples


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
    """Returns an amount extended by 'más de', 'hasta', 'casi', or the 'o más' of '60 o más'."""
    if amount.number > 1 and (after := bound_after(folded, amount.end)):
        amount = replace(amount, end=after[0], bound=after[1])
    found = bound_before(folded, amount.start)
    if found and folded[found[0] : amount.start].strip().lower() == "como":
        found = found if amount.number % _ROUND == 0 else None
    return replace(amount, start=found[0], bound=found[1]) if found else amount


def last_word(before: str) -> str:
    """Returns the last word of a text, in lower case; "" without one."""
    return next(reversed(patterns.WORDS_BEFORE.findall(before.lower())), "")
