"""Joins points into periods, with their prepositions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from meta87.entities.dates import patterns
from meta87.entities.dates.lookalikes import real_dates
from meta87.entities.dates.points import Point, find_points

_LONGEST_GAP = 40
_YEARS = frozenset({"year", "year-words", "named-year"})


@dataclass(frozen=True, slots=True)
class Period:
    """Points that are one date or period together."""

    points: tuple[Point, ...]  # the first and the last are its ends
    start: int  # first code point, prepositions taken in
    end: int  # code point after the last
    kind: str = "one"  # ``one``, ``range``, ``list``
    edge: str = ""  # ``finales``, ``inicios``, ``mediados``, ``cierre`` and the like, or nothing
    last_edge: str = ""  # the same for the last point of a range
    opening: str = ""  # ``since``, ``until`` or nothing, for a period open at one end

    @property
    def pattern(self) -> str:
        """The pattern that matched: that of the first point, the kind of join, the opening."""
        parts = (self.points[0].pattern, self.kind * (self.kind != "one"), self.edge, self.opening)
        return "+".join(part for part in parts if part)


def periods(text: str) -> list[Period]:
    """Returns the periods of a text in order, without overlap."""
    points = real_dates(text, find_points(text))
    found: list[Period] = []
    at = 0
    while at < len(points):
        floor = found[-1].end if found else 0
        period = _joined(text, points, at, floor)
        at += len(period.points)
        found.append(_with_prefix(text, period, floor))
    return found


def _joined(text: str, points: list[Point], at: int, floor: int) -> Period:
    """Returns the longest period that begins with the point at ``at``."""
    first = points[at]
    single = Period((first,), first.start, first.end, edge=first.edge)
    if at + 1 == len(points):
        return single
    return _range(text, single, points[at + 1], floor) or _list(text, single, points, at)


def _range(text: str, single: Period, last: Point, floor: int) -> Period | None:
    first, gap = single.points[0], text[single.end : last.start]
    backwards = first.year is not None and last.year is not None and first.year > last.year
    if len(gap) > _LONGEST_GAP or "\n\n" in gap or backwards:
        return None
    match = patterns.RANGE_GAP.fullmatch(gap)
    if match is None:
        before = text[max(floor, single.start - patterns.PREFIX_REACH) : single.start]
        days = first.precision == last.precision == "day" and not first.has_year
        opens = patterns.DURING_PREFIX if days else patterns.BETWEEN_PREFIX
        if not (patterns.AND_GAP.fullmatch(gap) and opens.search(before)):
            return None
    edge = (match["edge"] or "").lower() if match else ""
    return replace(single, points=(first, last), end=last.end, kind="range", last_edge=edge)


def _list(text: str, single: Period, points: list[Point], at: int) -> Period:
    """Returns the period extended by the months that follow in a list, or by the next years."""
    end = at + 1
    while end < len(points) and _goes_on(text, points[end - 1], points[end]):
        end += 1
    kind = "list" if end > at + 1 else "one"
    return replace(single, points=tuple(points[at:end]), end=points[end - 1].end, kind=kind)


def _goes_on(text: str, point: Point, following: Point) -> bool:
    """Returns whether a month follows in a list, or the next year: "2014 y 2015"."""
    months = point.precision == following.precision == "month" and not point.has_year
    years = all(p.pattern in _YEARS and p.from_year is None for p in (point, following))
    if not (months or (years and following.year == (point.year or 0) + 1)):
        return False
    return bool(patterns.LIST_GAP.fullmatch(text, point.end, following.start))


def _with_prefix(text: str, period: Period, floor: int) -> Period:
    """Returns the period extended by the text before its first point that belongs to it."""
    before = text[max(floor, period.start - patterns.PREFIX_REACH) : period.start]
    edge = None if period.edge else patterns.EDGE_PREFIX.search(before)
    if edge:
        start = period.start - len(before) + edge.start()
        period = replace(period, start=start, edge=" ".join(edge["edge"].lower().split()))
        before = before[: edge.start()]
    if period.kind == "range" or _spans(period.points[0]):
        return _range_prefix(text, period, before)
    return _opening(period, before)


def _spans(point: Point) -> bool:
    """Returns whether a point itself has two ends: "5 al 9 de mayo", "2021-2024"."""
    return bool(point.link) or point.from_year is not None


def _range_prefix(text: str, period: Period, before: str) -> Period:
    """Returns the period with its "del … al", "entre … y" or "trimestre octubre-diciembre"."""
    match = _prefix_form(text, period, before).search(before)
    return _taking_in(period, before, match) if match else period


def _prefix_form(text: str, period: Period, before: str) -> re.Pattern[str]:
    """Returns the pattern of the text before a range, which depends on how its ends are joined."""
    first = period.points[0]
    link = first.link or text[first.end : period.points[-1].start].strip(" ,").lower() or "-"
    if first.precision == "month" and patterns.QUARTER_PREFIX.search(before):
        return patterns.QUARTER_PREFIX
    if link[0] in "ye":
        return patterns.FROM_PREFIX if "hasta" in link else patterns.BETWEEN_PREFIX
    if link[0] in "-–—~":
        return patterns.FROM_PREFIX if first.precision == "day" else patterns.DASH_PREFIX
    return patterns.FROM_PREFIX


def _opening(period: Period, before: str) -> Period:
    """Returns the period with the "desde" or "hasta" that leaves one end open."""
    for name, form in (("since", patterns.SINCE_PREFIX), ("until", patterns.UNTIL_PREFIX)):
        match = form.search(before)
        if match:
            return replace(_taking_in(period, before, match), opening=name)
    return period


def _taking_in(period: Period, before: str, match: re.Match[str]) -> Period:
    return replace(period, start=period.start - len(before) + match.start())
