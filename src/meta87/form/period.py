"""The reference period: as the form prints it, and as people state it ("Año 2025", "jul-24")."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from meta87.entities.dates.dates import find_dates
from meta87.entities.dates.words import FULL, SHORT
from meta87.entities.entity import DateValue, Value
from meta87.form.folding import fold

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
MAX_LINE = 200  # characters of a line that states the period
MAX_YEARS = 1  # from the first to the last: longer is a plan's
_YEAR = r"(?:19|20)\d\d"
_MONTH = f"{FULL}|{SHORT}"
_PART = rf"(?:{_MONTH}|bimestre|trimestre|cuatrimestre|semestre)"
SHORT_YEAR = re.compile(rf"\b({_MONTH})\.?[-/'’](\d\d)\b", re.IGNORECASE)  # "jul-24"
JOINS = frozenset({"", "a", "al", "y", "hasta"})  # what is between the ends of a period, folded
RANGES = frozenset({"range", "numeric-range"})  # parts of the names of patterns of dates
YEAR_ALONE = frozenset({"year", "named-year", "years"})  # patterns of dates that end no period here
_REPORT = (
    "periodo|anos?|informe|memoria|reporte|ejercicio|gestion|vigencia|anual|balance"
    "|rendicion de cuentas"
)
# Years of a report; a year that a month or a semester is of, or goes on to, is no whole one.
YEARS = re.compile(
    rf"\b(?:{_REPORT})\b(?: (?!{_PART}\b)[a-z]+){{0,6}} (?P<first>{_YEAR})"
    rf"(?: (?:a |al |y )?(?P<last>{_YEAR}))?\b(?! (?:a|al|y|hasta) {_PART}\b)"
)


def find_period(text: str, pattern: str) -> tuple[date, date] | None:
    """Returns the first and last day of the first valid period in a text.

    Args:
        text: text of the form.
        pattern: regular expression over the folded text with groups ``first`` and ``last``.
    """
    for found in re.finditer(pattern, fold(text).text):
        ends = [find_dates(found[name]) for name in ("first", "last")]
        if all(len(dates) == 1 for dates in ends):
            (first, _), (_, last) = (_days(dates[0].value) for dates in ends)
            if first and last and first <= last:
                return first, last
    return None


def between_months(value: str) -> tuple[date, date] | None:
    """Parses a period written ``2024-01:2024-12``; returns None for anything else.

    >>> between_months("2024-01:2024-12")
    (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    """
    try:
        first, last = (date.fromisoformat(f"{month.strip()}-01") for month in value.split(":"))
    except ValueError:
        return None
    month_end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return (first, month_end) if first <= last else None


def stated_period(lines: Sequence[str]) -> tuple[date, date] | None:
    """Returns the period that one of some lines states, as people write it.

    One that titles state is preferred to one that sentences tell.

    >>> stated_period(["Período: 1/1/2025 al 31/12/2025"])
    (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    >>> stated_period(["Informe 2024-2025"])
    (datetime.date(2024, 1, 1), datetime.date(2025, 12, 31))
    """
    short = sorted((line for line in lines if len(line) <= MAX_LINE), key=_is_sentence)
    found = (parse(line) for parse in (_between, _years) for line in short)
    return next((period for period in found if period), None)


def _is_sentence(line: str) -> bool:
    return line.endswith(".")


def _between(line: str) -> tuple[date, date] | None:
    """Returns a period from one month, day or part of a year to another."""
    line = SHORT_YEAR.sub(r"\1 20\2", line)
    dates = [entity for entity in find_dates(line) if entity.pattern not in YEAR_ALONE]
    spans = [_days(entity.value) for entity in dates if RANGES & set(entity.pattern.split("+"))]
    if not spans and len(dates) == 2:  # noqa: PLR2004  its ends
        first, last = dates
        if fold(line[first.end : last.start]).text in JOINS:
            spans.append((_days(first.value)[0], _days(last.value)[1]))
    return next(((a, b) for a, b in spans if a and b and a <= b), None)


def _days(value: Value | None) -> tuple[date | None, date | None]:
    return (value.first, value.last) if isinstance(value, DateValue) else (None, None)


def _years(line: str) -> tuple[date, date] | None:
    for found in YEARS.finditer(fold(line).text):
        first, last = int(found["first"]), int(found["last"] or found["first"])
        if 0 <= last - first <= MAX_YEARS:
            return date(first, 1, 1), date(last, 12, 31)
    return None
