"""The period of a report as people state it: "Año 2025", "1/1/2025 al 31/12/2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain, pairwise

from meta87.entities.dates.dates import find_dates
from meta87.entities.dates.words import MONTHS, SHORT_MONTHS
from meta87.entities.entity import DateValue, Value
from meta87.form.folding import fold

MAX_LINE = 200  # characters of a line that states the period
MAX_YEARS = 1  # from the first to the last: longer is a plan's
ABOUT_A_YEAR = range(350, 381)  # days of the period that a long text states
CUT = re.compile(r"\b(?:al?|de|hasta|y)$", re.IGNORECASE)  # where a line goes on in the next
_YEAR = r"(?:19|20)\d\d"
_MONTH = "|".join((*MONTHS, *SHORT_MONTHS))
_PART = rf"(?:{_MONTH}|bimestre|trimestre|cuatrimestre|semestre)"
SHORT_YEAR = re.compile(rf"\b({_MONTH})\.?[-/'’](\d\d)\b", re.IGNORECASE)  # "jul-24"
JOINS = frozenset({"", "a", "al", "y", "hasta"})  # what is between the ends of a period, folded
RANGES = frozenset({"range", "numeric-range"})  # parts of the names of patterns of dates
YEAR_ALONE = frozenset({"year", "named-year", "years"})  # patterns of dates that end no period here
_REPORT = (
    "periodo|anos?|informe|memoria|reporte|ejercicio|gestion|vigencia|anual|balance"
    "|rendicion de cuentas|asunto"
)
# What a year after it is the name or the date of: "la Agenda 2030", "el oficio 45 del 2023".
_OTHER = "agenda|oficio|nota|carta|ley|decreto"
# Years of a report; a year that a month or a semester is of, or goes on to, is no whole one.
YEARS = re.compile(
    rf"\b(?:{_REPORT})\b(?: (?!(?:{_PART}|{_OTHER}|meta {_YEAR})\b)(?:[a-z]+|\d{{1,2}})){{0,6}}"
    rf" (?P<first>{_YEAR})"
    rf"(?: (?:a |al |y )?(?P<last>{_YEAR}))?\b(?! (?:a|al|y|hasta) {_PART}\b)"
)


def stated_period(lines: Sequence[str]) -> tuple[date, date] | None:
    """Returns the period that one of some lines states, as people write it.

    One that titles state is preferred to one that sentences tell, and that to one of about a year
    in a long text.

    >>> stated_period(["Período: 1/1/2025 al 31/12/2025"])
    (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    >>> stated_period(["Informe 2024-2025"])
    (datetime.date(2024, 1, 1), datetime.date(2025, 12, 31))
    """
    cut = [f"{line} {after}" for line, after in pairwise(lines) if CUT.search(line)]
    short = sorted((line for line in (*cut, *lines) if len(line) <= MAX_LINE), key=_is_sentence)
    found = chain(map(_between, short), map(_years, sorted(short, key=_is_subject)))
    told = (period for line in lines if len(line) > MAX_LINE for period in _spans(line))
    told = (each for each in told if (each[1] - each[0]).days in ABOUT_A_YEAR)
    return next(filter(None, found), None) or next(told, None)


def _is_sentence(line: str) -> bool:
    return line.endswith(".")


def _is_subject(line: str) -> bool:
    return fold(line).text.strip().startswith("asunto")


def _between(line: str) -> tuple[date, date] | None:
    """Returns the first period from one month, day or part of a year to another."""
    return next(_spans(line), None)


def _spans(line: str) -> Iterator[tuple[date, date]]:
    """Returns the periods from one month, day or part of a year to another."""
    line = SHORT_YEAR.sub(r"\1 20\2", line)
    dates = [entity for entity in find_dates(line) if entity.pattern not in YEAR_ALONE]
    spans = [_days(entity.value) for entity in dates if RANGES & set(entity.pattern.split("+"))]
    if not spans and len(dates) == 2:  # noqa: PLR2004  its ends
        first, last = dates
        if fold(line[first.end : last.start]).text in JOINS:
            spans.append((_days(first.value)[0], _days(last.value)[1]))
    return ((a, b) for a, b in spans if a and b and a <= b)


def _days(value: Value | None) -> tuple[date | None, date | None]:
    return (value.first, value.last) if isinstance(value, DateValue) else (None, None)


def _years(line: str) -> tuple[date, date] | None:
    """Returns the year or years of a report."""
    return next(filter(None, map(whole_years, YEARS.finditer(fold(line).text))), None)


def whole_years(found: re.Match[str]) -> tuple[date, date] | None:
    """Returns the days of the years ``first`` to ``last`` of a match; None of years to come."""
    first, last = int(found["first"]), int(found["last"] or found["first"])
    is_past = first <= datetime.now().year and 0 <= last - first <= MAX_YEARS
    return (date(first, 1, 1), date(last, 12, 31)) if is_past else None
