"""Finds the dates and periods of a Spanish text, with their first and last day.

`points` are what single patterns see, `lookalikes` rules out what is no date, `periods` joins the
rest, `values` resolves them; here the year that a text omits is propagated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial

from meta87.entities.dates import patterns
from meta87.entities.dates.periods import Period, periods
from meta87.entities.dates.values import (
    Years,
    resolve_demonstrative,
    resolve_same_period,
    value,
)
from meta87.entities.entity import DATE, DateValue, Entity, Reference
from meta87.entities.ocr import corrected, original_span

_UNKNOWN = DateValue(None, None)
_CONTEXT_REACH = 4000  # characters before the text in which its year is looked for


def find_dates(text: str, reference: Reference | None = None) -> list[Entity]:
    """Finds the DATE entities of a text, in order and without overlap; no year, no value.

    A date without a year has the last year named before it in the text, else in the context, else
    that of the reporting period. A deadline has the last year named in the text, or that of the
    reporting period where it is later.
    """
    reference = reference or Reference()
    found: list[Entity] = []
    # Of the dates so far, the last year, and the last that is not after the reporting period.
    last_year = last_reported = None
    limit = reference.period[1].year if reference.period else None
    of_context = partial(_last_year, reference.context[-_CONTEXT_REACH:], limit)
    written, text = text, corrected(text)
    for period in periods(text):
        known = last_reported
        if limit and _stands_after(patterns.DEADLINE_PREFIX, text, period):
            known = max(last_year or limit, limit)
        yearly, end = _yearly(text, period)
        unknown = yearly or period.points[0].is_near
        years = Years(reference.period, known, of_context)
        resolved = _UNKNOWN if unknown else _resolved(period, years, found, reference)
        span = original_span(written, period.start, end)
        found.append(Entity(DATE, *span, resolved, period.pattern))
        last_reported = _year_of(text, period, limit) or last_reported
        last_year = _year_of(text, period, None) or last_year
    return found


def _resolved(
    period: Period, years: Years, before: list[Entity], reference: Reference
) -> DateValue | None:
    pattern = period.points[0].pattern
    if pattern not in {"same-part", "told-part"}:
        return value(period, years)
    antecedent = _last_value(before)
    if antecedent is None and reference.context:
        context = reference.context[-_CONTEXT_REACH:]
        antecedent = _last_value(find_dates(context, replace(reference, context="")))
    if pattern == "told-part":
        return resolve_demonstrative(period, antecedent) or _UNKNOWN
    return resolve_same_period(period, years, antecedent)


def _yearly(text: str, period: Period) -> tuple[bool, int]:
    """Returns whether a period recurs every year, and its end with "de cada año"."""
    yearly = patterns.EVERY_YEAR.match(text, period.end)
    if yearly is None:
        return _stands_after(patterns.EACH_PREFIX, text, period), period.end
    return True, yearly.end() if yearly["each"] else period.end


def _last_value(dates: list[Entity]) -> DateValue | None:
    values = (entity.value for entity in reversed(dates))
    return next((v for v in values if isinstance(v, DateValue) and v != _UNKNOWN), None)


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
