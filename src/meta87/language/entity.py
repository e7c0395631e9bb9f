"""Entities: what the annotation guidelines mark in a passage, with its normal form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

DATE, PARTICIPANTS, QUANTITY, INSTITUTION = "DATE", "PARTICIPANTS", "QUANTITY", "INSTITUTION"

Bound = Literal["min", "max", "about"]


@dataclass(frozen=True, slots=True)
class DateValue:
    """First and last day of a date or period; an open end is None."""

    first: date | None
    last: date | None

    def record(self) -> dict[str, Any]:
        """Give the value as the passage record writes it."""
        return {
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }


@dataclass(frozen=True, slots=True)
class CountValue:
    """A count: the number, its bound, and the upper figure of a range."""

    number: int
    bound: Bound | None = None
    to: int | None = None

    def record(self) -> dict[str, Any]:
        """Give the value as the passage record writes it."""
        value: dict[str, Any] = {"number": self.number, "bound": self.bound}
        return value if self.to is None else {**value, "to": self.to}


@dataclass(frozen=True, slots=True)
class InstitutionValue:
    """The canonical name of a body, and its acronym when the document gives it."""

    name: str
    acronym: str = ""

    def record(self) -> dict[str, Any]:
        """Give the value as the passage record writes it."""
        return {"name": self.name, **({"acronym": self.acronym} if self.acronym else {})}


Value = DateValue | CountValue | InstitutionValue


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of a text with its label and normal form.

    Attributes:
        label: ``DATE``, ``PARTICIPANTS``, ``QUANTITY`` or ``INSTITUTION``.
        start: first code point in the text, from 0.
        end: code point after the last.
        text: ``text[start:end]``.
        value: normal form.
        pattern: name of the pattern that fired.
    """

    label: str
    start: int
    end: int
    text: str
    value: Value | None = None
    pattern: str = ""

    def record(self) -> dict[str, Any]:
        """Give the entity as the passage record writes it."""
        base = {"label": self.label, "start": self.start, "end": self.end, "text": self.text}
        return base if self.value is None else {**base, "value": self.value.record()}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text must be read against.

    Attributes:
        period: first and last day of the reporting period, for dates without a year.
        context: what stands before the text, for a year or an acronym named there.
        acronyms: acronym → full name, as collected from the whole document.
    """

    period: tuple[date, date] | None = None
    context: str = ""
    acronyms: tuple[tuple[str, str], ...] = ()
