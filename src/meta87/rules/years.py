"""CON007: years that no reader can take as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from meta87.entities.entity import Entity
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.passage import Period
from meta87.rules.words import as_written

FAR = 8  # years after the period; a later one is no date of a report but a slip
FARTHEST = 50  # the same where the text may be about history or the future
OLDEST = 1800
CENTURY, NEAR = 100, 3
DIGITS = 4
YEAR_AFTER = as_written("year_after")
BARE = re.compile(r"(?:en|durante|desde|el de|la de)\b(?! el )", re.IGNORECASE)
COUNTED = re.compile(r" (?:de|[^\W\d_]{4,})\b")  # after a figure: it counts that


def is_typo(entity: Entity, period: Period) -> bool:
    """Returns whether a date has a year that is implausible for a report on that period."""
    return any(_is_far(day.year, period[1].year) for day in entity.days if day)


def _is_far(year: int, last: int) -> bool:
    """Returns whether a year is far ahead, far in the past, or that of the period a century ago."""
    return year > last + FAR or year < OLDEST or 0 <= last - CENTURY - year <= NEAR


def _impossible(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first implausible year of each passage.

    Where the text may be about history or the future, only a year very far in the future is one,
    and a month of the report's year less a century.
    """
    if report.period is None:
        return
    past, last = answer.asked.tells == "past", report.period[1].year
    for passage in answer.passages:
        years = YEAR_AFTER.finditer(passage.text)
        spans = (year.span("year") for year in years if _is_wrong(year, last, past=past))
        back = ((e.start, e.end) for e in passage.dates if e.within(0))  # ends before it begins
        if span := next(chain(spans, back), None):
            words = passage.quote(span)
            yield Hit(passage.passage, span, {"year": words[0], "likely": str(last)}, words)


def _is_wrong(found: re.Match[str], last: int, *, past: bool) -> bool:
    """Returns whether a year has a letter in it, a wrong number of digits, or is implausible."""
    year = found["year"]
    if _counts(found):
        return False
    if not year.isdigit() or len(year) != DIGITS:
        return not year.isdigit() or year.startswith(("19", "2"))
    if past:
        return _is_far(int(year), last)
    century_off = found["month"] and int(year) == last - CENTURY
    return int(year) > last + FARTHEST or bool(century_off)


def _counts(found: re.Match[str]) -> bool:
    """Returns whether a seeming year is a count: "en 212 talleres", "en julio 212 casos"."""
    short = found["month"] and " de" not in found[0] and len(found["year"]) < DIGITS
    may = short or BARE.match(found[0])
    return bool(may and COUNTED.match(found.string, found.end()))


RULES = (Rule("CON007", "year-typo", Severity.WARNING, "passage", by_answer(_impossible)),)
