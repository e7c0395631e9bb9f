"""Read example files whose sentences carry the expected entities inline.

A line such as ``Se reunió el <DATE from=2024-05-05 to=2024-05-05>5 de mayo</DATE>.`` gives the
bare text and the entity that must be found in it. Values that hold spaces are written in double
quotes. A line ``@ period=2024 context="…"`` sets the reference of the lines below it, up to the
next such line; ``@`` alone clears it; ``acronyms="OIT=Organización …|…"`` names acronyms and
``country=MX`` the country.
Lines that start with ``#`` and empty lines are skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from meta87.entities.entity import (
    CountValue,
    DateValue,
    InstitutionValue,
    MoneyValue,
    Reference,
    Value,
)

EXAMPLES = Path(__file__).parent / "examples"
_TAG = re.compile(r"<(?P<label>[A-Z]+)(?P<fields>[^<>]*)>(?P<text>[^<>]*)</(?P=label)>")
_FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Expected:
    """An entity that a component must find: its label, span and value."""

    label: str
    start: int
    end: int
    text: str
    value: Value | None


@dataclass(frozen=True)
class Example:
    """A text, what it is read against, and the entities in it."""

    text: str
    expected: tuple[Expected, ...]
    reference: Reference


def examples(name: str) -> list[Example]:
    """Give the examples of ``tests/examples/<name>``, in order."""
    reference, found = Reference(), []
    for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            reference = _reference(_fields(line[1:]))
        elif line.strip() and not line.startswith("#"):
            found.append(parse(line, reference))
    return found


def parse(line: str, reference: Reference | None = None) -> Example:
    """Split a tagged line into its text and the entities expected in it."""
    text, cursor, expected = "", 0, []
    for tag in _TAG.finditer(line):
        text += line[cursor : tag.start()]
        end, value = len(text) + len(tag["text"]), _value(tag["label"], _fields(tag["fields"]))
        expected.append(Expected(tag["label"], len(text), end, tag["text"], value))
        text, cursor = text + tag["text"], tag.end()
    return Example(text + line[cursor:], tuple(expected), reference or Reference())


def _fields(source: str) -> dict[str, str]:
    return {m[1]: m[2] if m[2] is not None else m[3] for m in _FIELD.finditer(source)}


def _value(label: str, fields: dict[str, str]) -> Value | None:
    if not fields:
        return None
    if label == "DATE":
        return DateValue(*(_day(fields.get(end)) for end in ("from", "to")))
    if label in {"PARTICIPANTS", "QUANTITY"}:
        most = int(fields["to"]) if "to" in fields else None
        return CountValue(int(fields["number"]), fields.get("bound"), most)  # type: ignore[arg-type]
    if label == "MONEY":
        upper = _amount(fields["to"]) if "to" in fields else None
        return MoneyValue(_amount(fields["amount"]), fields.get("currency"), upper)
    return InstitutionValue(fields["name"], fields.get("acronym", ""))


def _amount(written: str) -> int | float:
    return float(written) if "." in written else int(written)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _reference(fields: dict[str, str]) -> Reference:
    first, _, last = fields.get("period", "").partition("/")
    period = (_edge(first, "-01-01"), _edge(last or first, "-12-31")) if first else None
    pairs = (pair.partition("=") for pair in fields.get("acronyms", "").split("|") if pair)
    acronyms = tuple((short, name) for short, _, name in pairs)
    return Reference(period, fields.get("context", ""), acronyms, fields.get("country", ""))


def _edge(written: str, rest: str) -> date:
    return date.fromisoformat(written if "-" in written else written + rest)
