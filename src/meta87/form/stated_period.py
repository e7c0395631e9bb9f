"""The period of a report as people state it: "Año 2025", "1/1/2025 al 31/12/2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from meta87.form.folding import fold
from meta87.form.period import MONTHS, month_end

MAX_LINE = 200  # characters of a line that states the period
MAX_YEARS = 1  # from the first to the last: longer is a plan's
_MONTH = rf"(?:{'|'.join(MONTHS)}|setiembre)"
_YEAR = r"(?:19|20)\d\d"
# In folded text: "1 1 2025 al 31 12 2025", "1 de enero al 31 de diciembre de 2025", "enero a
# diciembre de 2025", "enero diciembre 2025".
_DAY = r"\d{1,2}"
_MONTH_OR_NUMBER = rf"(?:{_MONTH}|(?<=\d ){_DAY})"
_FIRST = (
    rf"(?:(?P<day>{_DAY}) (?:de )?)?(?P<month>{_MONTH_OR_NUMBER})(?: (?:del? )?(?P<year>{_YEAR}))?"
)
_LAST = (
    rf"(?:(?P<last_day>{_DAY}) (?:de )?)?(?P<last_month>{_MONTH_OR_NUMBER})"
    rf" (?:del? )?(?P<last_year>{_YEAR})"
)
BETWEEN = re.compile(rf"\b{_FIRST}(?: (?:a|al|y|y el|hasta|hasta el))? {_LAST}\b")
_REPORT = (
    "periodo|anos?|informe|memoria|reporte|ejercicio|gestion|vigencia|anual|balance"
    "|rendicion de cuentas"
)
YEARS = re.compile(
    rf"\b(?:{_REPORT})\b(?: [a-z]+){{0,6}} (?P<first>{_YEAR})"
    rf"(?: (?:a |al |y )?(?P<last>{_YEAR}))?\b"
)


def stated_period(lines: Sequence[str]) -> tuple[date, date] | None:
    """Returns the period that one of some lines states, as people write it.

    >>> stated_period(["Período: 1/1/2025 al 31/12/2025"])
    (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    >>> stated_period(["Informe 2024-2025"])
    (datetime.date(2024, 1, 1), datetime.date(2025, 12, 31))
    """
    folded = [fold(line).text for line in lines if len(line) <= MAX_LINE]
    found = (parse(line) for parse in (_between, _years) for line in folded)
    return next((period for period in found if period), None)


def _between(line: str) -> tuple[date, date] | None:
    """Returns a period from one month or day to another."""
    found = BETWEEN.search(line)
    if found is None:
        return None
    first = _day(found["day"], found["month"], found["year"] or found["last_year"])
    last = _day(found["last_day"], found["last_month"], found["last_year"])
    if first is None or last is None or first > last:
        return None
    return first, last if found["last_day"] else month_end(last)


def _years(line: str) -> tuple[date, date] | None:
    """Returns the year or years of a report."""
    return next(filter(None, map(whole_years, YEARS.finditer(line))), None)


def whole_years(found: re.Match[str]) -> tuple[date, date] | None:
    """Returns the days of the years ``first`` to ``last`` of a match; None of a plan's."""
    first, last = int(found["first"]), int(found["last"] or found["first"])
    return (date(first, 1, 1), date(last, 12, 31)) if 0 <= last - first <= MAX_YEARS else None


def _day(day: str | None, month: str, year: str) -> date | None:
    name = month.replace("setiembre", "septiembre")
    try:
        number = MONTHS.index(name) + 1 if name in MONTHS else int(month)
        return date(int(year), number, int(day or 1))
    except ValueError:
        return None
