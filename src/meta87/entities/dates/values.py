"""Resolves periods to their first and last day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from meta87.entities.dates.periods import Period
from meta87.entities.dates.points import Point
from meta87.entities.entity import DateValue

Days = tuple[date, date]

_MONTHS = 12
_HALF = 15  # the first half of a month ends on this day
_END_EDGES = frozenset({"finales", "fines", "fin"})
_LAST_DAYS = frozenset({"cierre", "último día"})
_START_EDGES = frozenset({"inicios", "principios", "comienzos"})


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a text is read against."""

    report: Days | None  # first and last day of the reporting period
    known: int | None  # last year that the text named
    of_context: Callable[[], int | None]  # last year that its context named

    def of(self, point: Point) -> int | None:
        """Returns the year of a point: written, by its distance, named before or reported."""
        if point.year is not None:
            return point.year
        reported = self.report[1].year if self.report else None
        base = reported
        if point.anchor != "report":
            base = self.known or self.of_context() or self._reported(point)
        return None if base is None else base + point.year_shift

    def _reported(self, point: Point) -> int | None:
        """Returns the year that puts a date in the reporting period, else the period's last one."""
        if self.report is None:
            return None
        first, last = self.report
        inside = (y for y in (last.year, first.year) if first <= _first_day(point, y) <= last)
        return next(inside, last.year)


def value(period: Period, years: Years) -> DateValue | None:
    """Returns first and last day of a period; None if the year is unknown or no such day exists."""
    try:
        days = _days(period, years)
    except ValueError:
        return None
    return None if days is None else _opened(period, *days)


def _days(period: Period, years: Years) -> Days | None:
    first = _placed(period.points[0], years)
    last = first if len(period.points) == 1 else _placed(period.points[-1], years)
    first_year, last_year = _pair(first, last, years)
    if first_year is None or last_year is None:
        return None
    begin, end = point_days(first, first_year), point_days(last, last_year)
    return min(begin[0], end[0]), end[1]


def _placed(point: Point, years: Years) -> Point:
    """Returns a point with the year and number of its part if it counts from the report's end.

    Raises:
        ValueError: when there is no reporting period to count from.
    """
    if point.part_shift is None:
        return point
    if years.report is None:
        raise ValueError("no reporting period")
    unit, end = point.unit or 1, years.report[1]
    begin = ((end.year * _MONTHS + end.month - 1) // unit + point.part_shift) * unit
    year, month = divmod(begin, _MONTHS)
    number = month // unit + 1
    return replace(point, year=year, first=number, last=number)


def _pair(first: Point, last: Point, years: Years) -> tuple[int | None, int | None]:
    """Returns the years of both ends; an end without a year takes that of the other."""
    if first is last:
        year = years.of(first)
        return year, year
    if last.has_year and not first.has_year:
        year = years.of(last)
        return (year if year is None else year - _wraps(first, last)), year
    year = years.of(first)
    if last.has_year or year is None:
        return year, years.of(last)
    return year, year + _wraps(first, last)


def _wraps(first: Point, last: Point) -> bool:
    """Returns whether the last month comes before the first: the period runs over New Year."""
    return (_month_of(first), first.day or 0) > (_month_of(last), last.day or 99)


def _month_of(point: Point) -> int:
    return point.month or (point.first or 1) * max(point.unit or 1, 1)


def point_days(point: Point, year: int) -> Days:
    """Returns first and last day of a point in its year.

    Raises:
        ValueError: when the calendar has no such day, or the first would come after the last.
    """
    if point.unit is not None:
        return _part_days(point, year)
    if point.month is None:
        first, last = date(point.from_year or year, 1, 1), date(year, _MONTHS, 31)
    elif point.day is None:
        return date(year, point.month, 1), _month_end(year, point.month)
    else:
        first = date(year, point.from_month or point.month, point.from_day or point.day)
        last = date(year, point.month, point.day)
    if first > last:
        raise ValueError(f"no days from {first} to {last}")
    return first, last


def _first_day(point: Point, year: int) -> date:
    try:
        return point_days(point, year)[0]
    except ValueError:
        return date(year, 1, 1)


def _part_days(point: Point, year: int) -> Days:
    """Returns the days of the parts numbered ``first`` to ``last``."""
    unit, first, last = point.unit or 0, point.first or 1, point.last or 1
    if unit == 0:
        month = point.month or 1
        begin = date(year, month, 1 if first == 1 else _HALF + 1)
        return begin, date(year, month, _HALF) if last == 1 else _month_end(year, month)
    if unit < 0:
        return _week(point, year, first)[0], _week(point, year, last)[1]
    final = _MONTHS if last < 0 else last * unit
    opening = (_MONTHS - unit if first < 0 else (first - 1) * unit) + 1
    if not 1 <= opening <= final <= _MONTHS:
        raise ValueError(f"no part {last} of {unit} months")
    return date(year, opening, 1), _month_end(year, final)


def _week(point: Point, year: int, number: int) -> Days:
    """Returns the seven days of a week of a month, counted from its first day."""
    end = _month_end(year, point.month or 1)
    if number < 0:
        return end - timedelta(days=6), end
    return end.replace(day=7 * number - 6), end.replace(day=min(7 * number, end.day))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _opened(period: Period, first: date, last: date) -> DateValue:
    """Opens the ends that "desde", "hasta", "finales" and the like leave open."""
    if period.edge in _LAST_DAYS:
        first = last
    begin = None if period.edge in _END_EDGES else first
    end = None if period.edge in _START_EDGES else last
    if period.kind == "range":
        end = None if period.last_edge in _START_EDGES else last
    if period.opening == "since":
        return DateValue(begin or first, None)
    if period.opening == "until":
        return DateValue(None, end or last)
    return DateValue(begin, end)
