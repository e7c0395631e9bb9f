"""Whether a passage is dated in the reference period: by its dates, or by the day of a norm."""

from __future__ import annotations

from datetime import date

from meta87.language.entity import INSTRUMENT, DateValue
from meta87.rules.patterns import DAY_OF_NORM
from meta87.tagged import TaggedPassage

Period = tuple[date, date]


def in_period(passage: TaggedPassage, period: Period | None) -> bool:
    """Say whether a passage has a date of the period, or of any time where no period is known."""
    dates = (entity.value for entity in passage.dates)
    return has_norm_of(passage, period) or any(
        isinstance(value, DateValue) and _meets(value, period) for value in dates
    )


def has_norm_of(passage: TaggedPassage, period: Period | None) -> bool:
    """Say whether a norm is cited with its day, in a year of the period.

    The day is part of the citation and no date of its own; its year is enough, for norms are
    cited by it.
    """
    days = (DAY_OF_NORM.search(norm.text) for norm in passage.found(INSTRUMENT))
    years = (int(day["year"]) for day in days if day)
    return any(period is None or period[0].year <= year <= period[1].year for year in years)


def _meets(value: DateValue, period: Period | None) -> bool:
    """Say whether a date overlaps a period; an open end reaches as far as it can."""
    if period is None:
        return True
    first, last = value.first or date.min, value.last or date.max
    known = value.first is not None or value.last is not None
    return known and first <= period[1] and last >= period[0]
