"""Entities: what the annotation guidelines mark in a passage, with its normal form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

DATE, PARTICIPANTS, QUANTITY, INSTITUTION = "DATE", "PARTICIPANTS", "QUANTITY", "INSTITUTION"
MONEY, LOCATION, INSTRUMENT = "MONEY", "LOCATION", "INSTRUMENT"
# Marked beside the entities of the guidelines, and no part of a record.
LINK, PERCENT = "LINK", "PERCENT"
LABELS = (DATE, PARTICIPANTS, QUANTITY, INSTITUTION, MONEY, LOCATION, INSTRUMENT, LINK, PERCENT)
# Names win over dates, and dates over counts: a year inside the name of an institution is no date,
# and the days of a date are no quantity. A place inside a name is part of it.
BY_RANK = (INSTITUTION, DATE, PARTICIPANTS, QUANTITY, MONEY, INSTRUMENT, LOCATION)

Bound = Literal["min", "max", "about"]
Group = Literal["children", "victims", "workers", "officials", "perpetrators", "public", "other"]
Scope = Literal["reached", "trained", "convicted", "prevalence", "target", "audience", "other"]
LeftOut = Literal["part", "total", "repeat", "differs", "theme", "period"]


class _Record:
    """A normal form that writes itself."""

    __slots__: tuple[str, ...] = ()
    _always: ClassVar[tuple[str, ...]] = ()  # the fields that are written even if empty

    def record(self) -> dict[str, Any]:
        """Returns the value as the passage record writes it: what is empty is left out."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {k: v for k, v in fields.items() if k in self._always or v not in (None, "")}


@dataclass(frozen=True, slots=True)
class DateValue:
    """First and last day of a date or period; an open end is None."""

    first: date | None
    last: date | None

    def record(self) -> dict[str, Any]:
        """Returns the value as the passage record writes it."""
        return {
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }


@dataclass(frozen=True, slots=True)
class CountValue(_Record):
    """A count: the number, its bound, and the upper figure of a range."""

    _always: ClassVar[tuple[str, ...]] = ("bound",)
    number: int  # the number, or the lower figure of a range
    bound: Bound | None = None  # whether it is a least, a most, or about so many
    to: int | None = None  # the upper figure of a range
    # who is counted, where people are; None before a passage is tagged
    group: Group | None = field(default=None, compare=False)
    scope: Scope | None = field(default=None, compare=False)  # what the count of people is of
    # why the count adds nothing to a sum: it is a part of another, the total of a column,
    # repeats a count of its report or differs from one of the same fact, or is of none of the
    # themes or of another period
    left_out: LeftOut | None = field(default=None, compare=False)

    @property
    def whose(self) -> tuple[int, Group | None, Scope | None]:
        """How many, who, and what the count is of."""
        return self.number, self.group, self.scope


@dataclass(frozen=True, slots=True)
class InstitutionValue(_Record):
    """The canonical name of an institution, and what the document or the gazetteer adds to it."""

    name: str  # in full where it is known
    acronym: str = ""  # as the document gives it, or the gazetteer; empty when neither does
    # that of the gazetteer, such as ``pe-sunafil``; empty for an institution not in it
    id: str = ""
    kind: str = ""  # that of the gazetteer, such as ``ministry`` or ``union``


@dataclass(frozen=True, slots=True)
class MoneyValue(_Record):
    """An amount of money."""

    _always: ClassVar[tuple[str, ...]] = ("currency",)
    amount: int | float  # in units of the currency; the lower figure of a range
    currency: str | None  # ISO 4217 code, or None when the text and its country leave it open
    to: int | float | None = None  # the upper figure of a range


@dataclass(frozen=True, slots=True)
class PercentValue(_Record):
    """A share in hundredths, and the upper figure of a range."""

    percent: int | float
    to: int | float | None = None


@dataclass(frozen=True, slots=True)
class LinkValue(_Record):
    """A link or an e-mail address that a program can open."""

    url: str


Value = DateValue | CountValue | InstitutionValue | MoneyValue | PercentValue | LinkValue


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of a text with its label and normal form."""

    label: str  # one of the names at the head of this module
    start: int  # first code point in the text, from 0
    end: int  # code point after the last
    text: str  # ``text[start:end]``
    # normal form; None for what counts as written (places, instruments) or is not known
    value: Value | None = None
    pattern: str = ""  # name of the pattern that fired

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day of a date; None for an open end, and for what is no date."""
        value = self.value
        return (value.first, value.last) if isinstance(value, DateValue) else (None, None)

    @property
    def number(self) -> int:
        """The number of a count, the lower one of a range; 0 for what is no count."""
        return self.value.number if isinstance(self.value, CountValue) else 0

    def within(self, days: int) -> tuple[date, date] | None:
        """Returns first and last day of a date that lasts less than some days, or None."""
        first, last = self.days
        return (first, last) if first and last and (last - first).days < days else None

    def record(self) -> dict[str, Any]:
        """Returns the entity as the passage record writes it."""
        base = {"label": self.label, "start": self.start, "end": self.end, "text": self.text}
        return base if self.value is None else {**base, "value": self.value.record()}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text must be read against."""

    # first and last day of the reporting period, for dates without a year
    period: tuple[date, date] | None = None
    context: str = ""  # what stands before the text, for a year or an acronym named there
    # acronym → full name, as collected from the whole document
    acronyms: tuple[tuple[str, str], ...] = ()
    country: str = ""  # ISO 3166 code of the report's country, for currencies that several use
