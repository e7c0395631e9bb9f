"""CON007 and CON008: years that no reader can take as they stand, and days that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from meta87.entities.dates.dates import find_dates
from meta87.entities.entity import DATE, Entity, Reference
from meta87.rules.analysis import PassageAnalysis
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
NO_DAY, DAYS = as_written("no_day"), as_written("days_of_a_month")
NEARLY_A_YEAR = 320  # days, more than a school year; such a period rather has its ends swapped
LEAP_YEAR = Reference((date(2024, 1, 1), date(2024, 12, 31)))  # has every day that a year may have


def is_typo(entity: Entity, period: Period) -> bool:
    """Returns whether a date has a year that is implausible for a report on that period."""
    return any(_is_far(day.year, period[1].year) for day in entity.days if day)


def _is_far(year: int, last: int) -> bool:
    """Returns whether a year is far ahead, far in the past, or that of the period a century ago."""
    return year > last + FAR or year < OLDEST or 0 <= last - CENTURY - year <= NEAR


def _impossible_years(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
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


def _impossible_days(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each date of an answer that cannot be."""
    for passage in answer.passages:
        for start, end, fault, doubtful in _faults(passage):
            words = passage.text[start:end]
            details = {"date": words, "fault": f"@ui.day.{fault}"}
            yield Hit(passage.passage, (start, end), details, (words,), doubtful=doubtful)


def _faults(passage: PassageAnalysis) -> Iterator[tuple[int, int, str, bool]]:
    """Yields the span of each impossible date, what is wrong, and whether that is uncertain."""
    for entity in _judged(passage):
        if entity.value is None:
            days = DAYS.search(entity.text)
            turned = days is not None and int(days["from"]) > int(days["to"])
            if not (turned and days and days["and"] and days.start() == 0):  # "30 y 2 de mayo"
                yield entity.start, entity.end, "turned" if turned else "none", False
        elif _may_be_turned(entity):
            yield entity.start, entity.end, "turned", True
    for match in NO_DAY.finditer(passage.text):
        yield *match.span("date"), "none", False


def _judged(passage: PassageAnalysis) -> Sequence[Entity]:
    """Returns the dates, without those that lack only a year, which no period gives them."""
    dates = passage.found(DATE)
    if passage.period or all(entity.value for entity in dates):
        return dates
    exist = {entity.start for entity in find_dates(passage.text, LEAP_YEAR) if entity.value}
    return [entity for entity in dates if entity.value or entity.start not in exist]


def _may_be_turned(entity: Entity) -> bool:
    """Returns whether a period from day to day, told with one year, would last nearly a year."""
    first, last = entity.days
    if entity.pattern != "day-month+range" or first is None or last is None:
        return False
    one_year = str(last.year) in entity.text and str(first.year) not in entity.text
    return one_year and (last - first).days >= NEARLY_A_YEAR


RULES = (
    Rule("CON007", "year-typo", Severity.WARNING, "passage", by_answer(_impossible_years)),
    Rule("CON008", "impossible-date", Severity.ERROR, "passage", by_answer(_impossible_days)),
)
