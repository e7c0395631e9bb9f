"""CON008: days that no calendar has, and periods that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from meta87.entities.dates.dates import find_dates
from meta87.entities.entity import DATE, Entity, Reference
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import as_written

NO_DAY, DAYS, RANGE = map(as_written, ("no_day", "days_of_a_month", "range_of_dates"))
# Patterns of dates; a period that ends before it begins has one day as its value.
RANGES = {"day-month+range", "month+range"}
NEARLY_A_YEAR = 320  # days, more than a school year; such a period rather has its ends swapped
LEAP_YEAR = Reference((date(2024, 1, 1), date(2024, 12, 31)))  # has every day that a year may have
OPENING = 12  # characters before a date that may open a range: "desde el "


def _impossible(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each date of an answer that cannot be."""
    for passage in answer.passages:
        for start, end, fault, doubtful in _faults(passage):
            words = passage.text[start:end]
            details = {"date": words, "fault": f"@ui.day.{fault}"}
            yield Hit(passage.passage, (start, end), details, (words,), doubtful=doubtful)


def _faults(passage: PassageAnalysis) -> Iterator[tuple[int, int, str, bool]]:
    """Yields the span of each impossible date, what is wrong, and whether that is uncertain."""
    dates = _judged(passage)
    for entity in dates:
        if entity.value is None:
            days = DAYS.search(entity.text)
            turned = days is not None and int(days["from"]) > int(days["to"])
            if not (turned and days and days["and"] and days.start() == 0):  # "30 y 2 de mayo"
                yield entity.start, entity.end, "turned" if turned else "none", False
        elif entity.pattern in RANGES and entity.days[0] == entity.days[1]:
            yield entity.start, entity.end, "turned", False
        elif _may_be_turned(entity):
            yield entity.start, entity.end, "turned", True
    for first, last in pairwise(dates):
        opening = passage.text[max(0, first.start - OPENING) : first.end]
        between = f"{opening}|{passage.text[first.end : last.start]}|"
        if _is_later(first, last) and RANGE.search(between):
            yield first.start, last.end, "turned", False
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


def _is_later(one: Entity, other: Entity) -> bool:
    """Returns whether a date begins after the other has ended."""
    (first, _), (_, last) = one.days, other.days
    return first is not None and last is not None and first > last


RULES = (Rule("CON008", "impossible-date", Severity.ERROR, "passage", by_answer(_impossible)),)
