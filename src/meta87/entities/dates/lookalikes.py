"""Tell dates from what only looks like them: codes, citations, telephone numbers, counts."""

from __future__ import annotations

import re

from meta87.entities.addresses import addresses
from meta87.entities.dates import lookalike_patterns as patterns
from meta87.entities.dates import words
from meta87.entities.dates.points import Point

_HIDDEN = tuple(re.compile(p) for p in patterns.HIDDEN)
_HIDDEN_YEARS = tuple(re.compile(p) for p in patterns.HIDDEN_YEARS)
_CODE = re.compile(patterns.CODE)
_CODE_LETTERS = re.compile(patterns.CODE_LETTERS, re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTED = re.compile(patterns.COUNTED)
_UNIT_AFTER = re.compile(patterns.UNIT_AFTER, re.IGNORECASE)
_COUNTING = re.compile(patterns.COUNTING, re.IGNORECASE)
_DATING = re.compile(patterns.DATING, re.IGNORECASE)
_DATING_LATE = re.compile(patterns.DATING_LATE, re.IGNORECASE)
_UNDERTAKING = re.compile(patterns.UNDERTAKING, re.IGNORECASE)
_DASHED = re.compile(patterns.DASHED, re.IGNORECASE)
_NOWADAYS = re.compile(patterns.NOWADAYS, re.IGNORECASE)
_CUE = re.compile(patterns.CUE, re.IGNORECASE)
_BEFORE_MONTH = re.compile(patterns.BEFORE_MONTH, re.IGNORECASE)
_WEEKDAY = re.compile(words.WEEKDAY, re.IGNORECASE)
_FIGURES_ALONE = frozenset(
    {"year", "year-words", "month-number", "year-month", "years", "named-year"},
)
_NAME_FOLLOWS = re.compile(r"\s+[A-ZÁÉÍÓÚÑ]")
_FIRST_LIKELY, _LAST_LIKELY = 1980, 2060
_FIRST_LATE, _LAST_LATE = 2010, 2030
_REACH = 24

Stretch = tuple[int, int]


def real_dates(text: str, points: list[Point]) -> list[Point]:
    """Returns the points that are dates in this text."""
    if not points:
        return []
    hidden = _marked(text, [*_stretches(_HIDDEN, text), *addresses(text), *_codes(text)])
    figures = any(point.pattern in _FIGURES_ALONE for point in points)
    hidden_years = _marked(text, _stretches(_HIDDEN_YEARS, text)) if figures else bytearray()
    return [
        p
        for p in points
        if not any(hidden[p.start : p.end])
        and not (p.pattern in _FIGURES_ALONE and any(hidden_years[p.start : p.end]))
        and _reads_as_date(text, p)
    ]


def _stretches(forms: tuple[re.Pattern[str], ...], text: str) -> list[Stretch]:
    return [match.span() for form in forms for match in form.finditer(text)]


def _marked(text: str, stretches: list[Stretch]) -> bytearray:
    """Returns a byte for each character, not 0 inside one of the spans."""
    marks = bytearray(len(text))
    for start, end in stretches:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _codes(text: str) -> list[Stretch]:
    """Returns start and end of the codes of letters and digits; "31-dic-1994" is none."""
    return [match.span() for match in _CODE.finditer(text) if _is_code(match[0])]


def _is_code(written: str) -> bool:
    words = _LETTERS.findall(written)
    figures = any(c.isdigit() for c in written)
    return figures and bool(words) and not all(_CODE_LETTERS.fullmatch(w) for w in words)


def _reads_as_date(text: str, point: Point) -> bool:
    if point.pattern in {"year", "year-words"}:
        return _reads_as_year(text, point)
    if point.pattern == "month":
        return _reads_as_month(text, point)
    if point.is_near and _WEEKDAY.match(text, point.start):
        return text[point.start].islower()
    if point.day_shift == 0 and _NOWADAYS.search(text[max(0, point.start - _REACH) : point.start]):
        return False
    if point.pattern == "dashed-short-year":
        return bool(_DASHED.search(text[max(0, point.start - _REACH) : point.start]))
    return point.pattern != "part-of-year" or not _UNDERTAKING.match(text, point.end)


def _reads_as_year(text: str, point: Point) -> bool:
    """Returns whether four digits (or the words of a year) are a year, by the text around them."""
    before = text[max(0, point.start - _REACH) : point.start]
    if _UNIT_AFTER.match(text, point.end) or _COUNTING.search(before):
        return False
    if _COUNTED.match(text, point.end):
        late = _FIRST_LATE <= (point.year or 0) <= _LAST_LATE and _DATING_LATE.search(before)
        return bool(late or _DATING.search(before))
    likely = _FIRST_LIKELY <= (point.year or 0) <= _LAST_LIKELY and point.pattern == "year"
    return likely or bool(_CUE.search(before))


def _reads_as_month(text: str, point: Point) -> bool:
    """Returns whether a month without a year is not a name: "Plaza de Mayo", "Julio Prado"."""
    written = text[point.start : point.end]
    if point.has_year or written not in words.NAMES_TOO:
        return True
    before = text[max(0, point.start - _REACH) : point.start]
    return bool(_BEFORE_MONTH.search(before)) and not _NAME_FOLLOWS.match(text, point.end)
