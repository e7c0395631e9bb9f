"""CON007: years that no reader can take as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from meta87.language.entity import DATE, DateValue, Entity
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import YEAR_AFTER
from meta87.tagged import TaggedAnswer, TaggedReport

FAR = 8  # years after the period; a later one is no date of a report but a slip
OLDEST = 1800
CENTURY, NEAR = 100, 3
DIGITS = 4


def is_typo(entity: Entity, period: tuple[date, date]) -> bool:
    """Say whether a date has a year that no report of that period can mean."""
    value = entity.value
    days = (value.first, value.last) if isinstance(value, DateValue) else ()
    return any(_is_far(day.year, period[1].year) for day in days if day)


def _is_far(year: int, last: int) -> bool:
    """Say whether a year is far ahead, or that of the period a century ago."""
    return year > last + FAR or year < OLDEST or 0 <= last - CENTURY - year <= NEAR


def _impossible(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    if report.period is None or answer.answer.tells != "past":
        return
    last = str(report.period[1].year)
    for passage in answer.passages:
        years = YEAR_AFTER.finditer(passage.text)
        spans = (year.span("year") for year in years if _is_wrong(year["year"], int(last)))
        back = ((e.start, e.end) for e in passage.found(DATE) if _runs_back(e))
        if span := next(chain(spans, back), None):
            words = passage.text[slice(*span)]
            yield Hit(passage, span, {"year": words, "likely": last}, (words,))


def _is_wrong(year: str, last: int) -> bool:
    """Say whether what stands for a year is none: of 3 or 5 figures, with a letter, far ahead."""
    if len(year) != DIGITS or not year.isdigit():
        return year[:2] in ("19", "20") or not year.isdigit() or year.startswith("2")
    return _is_far(int(year), last)


def _runs_back(entity: Entity) -> bool:
    value = entity.value
    if not isinstance(value, DateValue) or value.first is None or value.last is None:
        return False
    return value.last < value.first


RULES = (Rule("CON007", "year-typo", Severity.WARNING, "passage", by_answer(_impossible)),)
