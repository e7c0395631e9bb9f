"""Whether a passage is dated in the reference period: by its dates, or by the day of a norm."""

from __future__ import annotations

from datetime import date

from meta87.classify.tagged import TaggedPassage
from meta87.entities.entity import INSTRUMENT, DateValue
from meta87.rules.patterns import DAY_OF_NORM

Period = tuple[date, date]


def in_period(passage: TaggedPassage, period: Period | None) -> bool:
    """Returns whether a passage has a date in the period, or any date if the period is unknown."""
    dates = (entity.value for entity in passage.dates)
    return has_norm_of(passage, period) or any(
        isinstance(value, DateValue) and _meets(value, period) for value in dates
    )


def has_norm_of(passage: TaggedPassage, period: Period | None) -> bool:
    """Returns whether a legal instrument is cited with its day, in a year of the period.

    The day is part of the citation and not a separate date; its year is enough, because legal
    instruments are cited by it.
    """
    days = (DAY_OF_NORM.search(norm.text) for norm in passage.found(INSTRUMENT))
    years = (int(day["year"]) for day in days if day)
    return any(period is None or period[0].year <= year <= period[1].year for year in years)


def _meets(value: DateValue, period: Period | None) -> bool:
    """Returns whether a date overlaps a period; an open end has no limit."""
    if period is None:
        return True
    first, last = value.first or date.min, value.last or date.max
    known = value.first is not None or value.last is not None
    return known and first <= period[1] and last >= period[0]
