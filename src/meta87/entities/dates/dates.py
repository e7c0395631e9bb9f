"""Finds the dates and periods of a Spanish text, with their first and last day.

`points` are what single patterns see, `lookalikes` rules out what is no date, `periods` joins the
rest, `values` resolves them; here the year that a text omits is propagated.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from meta87.entities.dates import patterns
from meta87.entities.dates.periods import Period, periods
from meta87.entities.dates.values import Years, value
from meta87.entities.entity import DATE, DateValue, Entity, Reference
from meta87.entities.ocr import corrected, original_span

_UNKNOWN = DateValue(None, None)
_CONTEXT_REACH = 4000  # characters before the text in which its year is looked for


def find_dates(text: str, reference: Reference | None = None) -> list[Entity]:
    """Finds the DATE entities of a text, in order and without overlap; no year, no value.

    A date without a year has the last year named before it in the text, else in the context, else
    that of the reporting period.
    """
    reference = reference or Reference()
    found: list[Entity] = []
    last_year = None  # of the dates so far, none after the reporting period
    limit = reference.period[1].year if reference.period else None
    of_context = partial(_last_year, reference.context[-_CONTEXT_REACH:], limit)
    written, text = text, corrected(text)
    for period in periods(text):
        yearly, end = _yearly(text, period)
        unknown = yearly or period.points[0].is_near
        years = Years(reference.period, last_year, of_context)
        resolved = _UNKNOWN if unknown else value(period, years)
        span = original_span(written, period.start, end)
        found.append(Entity(DATE, *span, resolved, period.pattern))
        last_year = _year_of(text, period, limit) or last_year
    return found


def _yearly(text: str, period: Period) -> tuple[bool, int]:
    """Returns whether a period recurs every year, and its end with "de cada año"."""
    yearly = patterns.EVERY_YEAR.match(text, period.end)
    return bool(yearly), yearly.end() if yearly and yearly["each"] else period.end


@lru_cache(maxsize=256)
def _last_year(text: str, limit: int | None) -> int | None:
    """Returns the last year that a text is about."""
    years = [_year_of(text, period, limit) for period in periods(text)]
    return next((year for year in reversed(years) if year is not None), None)


def _year_of(text: str, period: Period, limit: int | None) -> int | None:
    """Returns the year of a period if later dates without a year may be of it.

    That holds for a day, a month or a part of a year; for a year alone only after "en" or
    "durante". A year after ``limit`` is planned, and what is reported next is not.
    """
    point = period.points[-1]
    if point.year is None or (limit is not None and point.year > limit):
        return None
    if point.precision != "year":
        return point.year
    alone = period.kind == "one" and not period.opening and point.from_year is None
    return point.year if alone and _stands_after(patterns.YEAR_OF_STORY, text, period) else None


def _stands_after(form: re.Pattern[str], text: str, period: Period) -> bool:
    return bool(form.search(text[max(0, period.start - patterns.PREFIX_REACH) : period.start]))
