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
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from meta87.entities.entity import (
    CountValue,
    DateValue,
    InstitutionValue,
    LinkValue,
    MoneyValue,
    PercentValue,
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
    return _VALUES[label](fields) if fields else None


def _count(fields: dict[str, str]) -> CountValue:
    most = int(fields["to"]) if "to" in fields else None
    return CountValue(int(fields["number"]), fields.get("bound"), most)  # type: ignore[arg-type]


def _amount(written: str | None) -> int | float | None:
    return written and (float(written) if "." in written else int(written))


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


_VALUES: dict[str, Callable[[dict[str, str]], Value]] = {
    "DATE": lambda given: DateValue(*(_day(given.get(end)) for end in ("from", "to"))),
    "PARTICIPANTS": _count,
    "QUANTITY": _count,
    "MONEY": lambda given: MoneyValue(
        _amount(given["amount"]), given.get("currency"), _amount(given.get("to"))
    ),
    "PERCENT": lambda given: PercentValue(_amount(given["percent"]), _amount(given.get("to"))),
    "LINK": lambda given: LinkValue(given["url"]),
    "INSTITUTION": lambda given: InstitutionValue(given["name"], given.get("acronym", "")),
}
