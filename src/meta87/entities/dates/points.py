"""Finds the single dates and periods of a text, with the fields that are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from meta87.entities.dates import patterns, words
from meta87.entities.folding import lowered
from meta87.entities.numbers import parse_number

Fields = dict[str, str]

_NAMES = tuple(patterns.POINTS)
_CENTURY = 2000  # of a year in two figures


@dataclass(frozen=True, slots=True)
class Point:
    """One date or period as written: what it leaves out is None."""

    start: int  # first code point in the text
    end: int  # code point after the last
    pattern: str  # name of the pattern in `patterns.POINTS`
    year: int | None = None  # the year, when written
    anchor: str = ""  # ``report`` or ``named``: the year that ``year_shift`` counts from
    year_shift: int = 0  # years from the anchor
    month: int | None = None  # 1 to 12, or a wrong figure as written
    day: int | None = None  # day of the month
    from_day: int | None = None  # first of several days of the month, or of ``from_month``
    from_month: int | None = None  # first month, where the period has its own
    from_year: int | None = None  # first year, where the period has its own
    link: str = ""  # what joins ``from_day`` to ``day``
    unit: int | None = None  # length of a part in months; 0 for a half of a month, -1 for a week
    first: int | None = None  # number of the part, from 1; -1 for the last
    last: int | None = None  # number of the last part of a list of parts
    # distance of a relative part from the one that the report ends in
    part_shift: int | None = None
    edge: str = ""  # ``finales``, ``inicios`` and the like, when they belong to the pattern

    @property
    def has_year(self) -> bool:
        """Whether the year is written or given by its distance."""
        return self.year is not None or bool(self.anchor)

    @property
    def is_near(self) -> bool:
        """Whether it counts from what no report states: "ayer", "el mismo período de 2022"."""
        known = self.anchor or self.part_shift is not None
        return self.pattern in {"relative-part", "same-part"} and not known

    @property
    def precision(self) -> str:
        """The precision: ``day``, ``month``, ``part`` or ``year``."""
        if self.day is not None:
            return "day"
        if self.unit is not None:
            return "part"
        return "month" if self.month is not None else "year"


@cache
def _form(name: str) -> re.Pattern[str]:
    """Returns the pattern of that name, which is compiled when it is first asked for."""
    return re.compile(patterns.POINTS[name], re.IGNORECASE)


@cache
def _any_form() -> re.Pattern[str]:
    """Returns all patterns at once, without their groups; it says which to read."""
    bare = (re.sub(r"\?P<\w+>", "?:", each) for each in patterns.POINTS.values())
    rough = (re.sub(r"\(\?P=\w+\)", "[-/.]", each) for each in bare)
    return re.compile("|".join(f"({each})" for each in rough), re.IGNORECASE)


def find_points(text: str) -> list[Point]:
    """Returns the points of a text in order, without overlap, false positives included."""
    points, reached = [], 0
    for start in patterns.START.finditer(lowered(text)):
        rough = _any_form().match(text, start.start()) if start.start() >= reached else None
        if rough is not None:
            name = _NAMES[(rough.lastindex or 1) - 1]
            exact = _form(name).match(text, rough.start())
            if exact is not None:
                points.append(_point(name, exact))
                reached = exact.end()
    return points


def _point(name: str, match: re.Match[str]) -> Point:
    fields = {key: value for key, value in match.groupdict().items() if value}
    for key in [*fields]:  # alternatives number their groups: year, year2; one of them matched
        fields.setdefault(key.rstrip("23"), fields[key])
    bare = Point(match.start(), match.end(), name, edge=fields.get("edge", "").lower())
    return _READERS.get(name, _plain)(_with_year(bare, fields), fields)


def _with_year(point: Point, fields: Fields) -> Point:
    written = fields.get("year") or fields.get("loose")
    if fields.get("short"):
        return replace(point, year=_CENTURY + int(fields["short"]))
    if written:
        return replace(point, year=_year(written))
    if "relative" in fields:
        anchor, shift = _relative_year(fields["relative"])
        return replace(point, anchor=anchor, year_shift=shift)
    if "own" in fields or point.pattern == "edge-of-year":
        return replace(point, anchor="report")
    return point


def _plain(point: Point, fields: Fields) -> Point:
    """Reads the fields that most patterns share: days and months."""
    day = fields.get("day") or fields.get("day_word")
    month = fields.get("month")
    return replace(
        point,
        day=_day(day) if day else None,
        month=_month(month) if month else None,
        from_day=_day(fields["from_day"]) if "from_day" in fields else None,
        from_month=_month(fields["from_month"]) if "from_month" in fields else None,
        link=fields.get("link", "").strip(" ,").lower(),
    )


def _day_first(point: Point, fields: Fields) -> Point:
    """Reads a day and month in digits, in swapped order if only that is possible."""
    read = _plain(point, fields)
    if (read.month or 0) > 12 >= (read.day or 0):  # noqa: PLR2004  months of a year
        return replace(read, day=read.month, month=read.day)
    return read


def _part(point: Point, fields: Fields) -> Point:
    """Reads a numbered part of a year or month: its length and number."""
    letter = fields.get("letter", "").lower()
    units = {"quincena": 0, "semana": -1, **words.UNITS}
    first = fields["ordinal"]
    return replace(
        _plain(point, fields),
        unit=words.UNIT_LETTERS[letter] if letter else units[fields["unit"].lower()],
        first=_ordinal(first),
        last=_ordinal(fields.get("ordinal2", first)),
    )


def _some_months(point: Point, fields: Fields) -> Point:
    """Reads "primeros seis meses": as one part of that length."""
    count = fields["count"].lower()
    which = 1 if fields["edge"].lower() == "primer" else -1
    length = words.COUNTS.get(count) or int(count)
    return replace(point, unit=length, first=which, last=which, edge="")


def _years(point: Point, fields: Fields) -> Point:
    """Reads "2021-2024", "2023/24" or a year with its noun."""
    if "year2" not in fields or point.year is None:
        return point
    last = fields["year2"]
    century = str(point.year)[:2] if len(last) == 2 else ""  # noqa: PLR2004  two figures
    return replace(point, from_year=point.year, year=int(century + last))


def _relative_part(point: Point, fields: Fields) -> Point:
    """Reads "el mes pasado" and "hace dos años"; the day of "ayer" is not known."""
    if "part" in fields:
        written = fields["part"].lower()
        units = {"mes": 1, **words.UNITS}
        unit = next(units[word] for word in written.split() if word in units)
        forms = words.RELATIVE_PARTS
        shift = next(shift for form, shift in forms if re.fullmatch(form, written))
        return replace(point, unit=unit, part_shift=shift)
    if fields.get("ago_unit", "").lower().startswith("año"):
        return replace(point, anchor="report", year_shift=-int(parse_number(fields["ago"])))
    return point


_READERS: dict[str, Callable[[Point, Fields], Point]] = {
    "day-month-year": _day_first,
    "short-year": _day_first,
    "part-of-month": _part,
    "part-of-year": _part,
    "numbered-part": _part,
    "part-after-year": _part,
    "lettered-part": _part,
    "some-months": _some_months,
    "named-year": _years,
    "years": _years,
    "relative-part": _relative_part,
}


def _relative_year(written: str) -> tuple[str, int]:
    return next(
        (anchor, shift)
        for form, anchor, shift in words.RELATIVE_YEARS
        if re.fullmatch(form, written, re.IGNORECASE)
    )


def _year(written: str) -> int:
    return int(written) if written.isdigit() else int(parse_number(written))


def _month(written: str) -> int:
    word = written.lower().rstrip(".")
    return int(word) if word.isdigit() else {**words.SHORT_MONTHS, **words.MONTHS}[word]


def _day(written: str) -> int:
    figures = re.match(r"\d+", written)
    if figures:
        return int(figures[0])
    return 1 if written.lower() == "primero" else int(parse_number(written))


def _ordinal(written: str) -> int:
    figures = re.match(r"\d", written)
    return int(figures[0]) if figures else words.ORDINALS[written.lower()]
