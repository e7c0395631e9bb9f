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
THE_ONE, WORD = re.compile(r"(?:el|la) de\b", re.IGNORECASE), re.compile(r" [^\W\d_]")


def is_typo(entity: Entity, period: Period) -> bool:
    """Returns whether a date has a year that is implausible for a report on that period."""
    return any(_is_far(day.year, period[1].year) for day in entity.days if day)


def _is_far(year: int, last: int) -> bool:
    """Returns whether a year is far ahead, far in the past, or that of the period a century ago."""
    return year > last + FAR or year < OLDEST or _is_century_off(year, last, NEAR)


def _is_century_off(year: int, last: int, near: int) -> bool:
    """Returns whether a year is a century before the last, or up to ``near`` years before that."""
    return 0 <= last - CENTURY - year <= near


def _impossible(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first implausible year of each passage.

    Where the text may be about history or the future, only a year very far in the future is one,
    and a month of the report's year less a century.
    """
    if report.period is None:
        return
    past = answer.asked.tells == "past"
    last = str(report.period[1].year)
    for passage in answer.passages:
        years = YEAR_AFTER.finditer(passage.text)
        wrong = (year for year in years if _is_misspelt(year) or _is_off(year, last, past=past))
        spans = (year.span("year") for year in wrong)
        back = ((e.start, e.end) for e in passage.dates if e.within(0))  # ends before it begins
        if span := next(chain(spans, back), None):
            words = passage.quote(span)
            yield Hit(passage.passage, span, {"year": words[0], "likely": last}, words)


def _is_misspelt(found: re.Match[str]) -> bool:
    """Returns whether a year has a letter in it, or too few or too many digits."""
    year = found["year"]
    if (len(year) == DIGITS and year.isdigit()) or _counts(found):
        return False
    return not year.isdigit() or year.startswith(("19", "2"))


def _is_off(found: re.Match[str], last: str, *, past: bool) -> bool:
    if len(found["year"]) != DIGITS or not found["year"].isdigit() or _counts(found):
        return False
    year = int(found["year"])
    if past:
        return _is_far(year, int(last))
    century_off = found["month"] and _is_century_off(year, int(last), 0)
    return year > int(last) + FARTHEST or bool(century_off)


def _counts(found: re.Match[str]) -> bool:
    """Returns whether a seeming year is a count: "en 212 talleres", "en julio 212 casos"."""
    short = found["month"] and " de" not in found[0] and len(found["year"]) < DIGITS
    may = short or BARE.match(found[0])
    counted = WORD if THE_ONE.match(found[0]) else COUNTED  # "mayor que el de 20150 Bs."
    return bool(may and counted.match(found.string, found.end()))


RULES = (Rule("CON007", "year-typo", Severity.WARNING, "passage", by_answer(_impossible)),)
