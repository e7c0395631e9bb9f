"""The reference period, as forms write it: "enero de 2024" to "diciembre de 2024"."""

from __future__ import annotations

import calendar
import re
from datetime import date

from meta87.form.folding import fold

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def find_period(text: str, pattern: str) -> tuple[date, date] | None:
    """Returns the first and last day of the first valid period in a text.

    Args:
        text: text of the form.
        pattern: regular expression over the folded text with groups ``first`` and ``last``.
    """
    for found in re.finditer(pattern, fold(text).text):
        first, last = parse_month(found["first"]), parse_month(found["last"])
        if first and last and first <= last:
            return first, month_end(last)
    return None


def parse_month(text: str) -> date | None:
    """Returns the first day of a month written "enero de 2024", or None."""
    name, _, year = text.partition(" de ")
    name = name.replace("setiembre", "septiembre")
    if name not in MONTHS or not year.isdigit() or int(year) == 0:
        return None
    return date(int(year), MONTHS.index(name) + 1, 1)


def between_months(value: str) -> tuple[date, date] | None:
    """Parses a period written ``2024-01:2024-12``; returns None for anything else.

    >>> between_months("2024-01:2024-12")
    (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    """
    try:
        first, last = (date.fromisoformat(f"{month.strip()}-01") for month in value.split(":"))
    except ValueError:
        return None
    return (first, month_end(last)) if first <= last else None


def month_end(day: date) -> date:
    """Returns the last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
