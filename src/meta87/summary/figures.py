"""What a table of tagged passages amounts to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from meta87.classification.labels import KINDS, THEMES
from meta87.summary.tables import Row

GROUPS = ("country", "year", "theme", "question")
NO_THEME = "none"
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Summary:
    """Counts over all passages of a table.

    Attributes:
        passages: how many.
        reports: how many different ones they are of.
        kinds: for each of `GROUPS`, its values in order, each with its passages by kind; a passage
            of two themes counts under both, "" stands for what is not known.
        people: for each theme, those that passages of kind ``output`` count; a figure that a
            report repeats is counted again.
        institutions: passages that name each body, most first.
    """

    passages: int = 0
    reports: int = 0
    kinds: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    institutions: Counter[str] = field(default_factory=Counter)

    def record(self) -> dict[str, Any]:
        """Give the summary as JSON has it."""
        return {
            "schema": 1,
            "passages": self.passages,
            "reports": self.reports,
            "kinds": {
                group: {value: {kind: counts[kind] for kind in KINDS} for value, counts in found}
                for group, found in ((g, self.kinds[g].items()) for g in GROUPS)
            },
            "people": dict(self.people),
            "institutions": dict(self.institutions.most_common()),
        }


def summarise(rows: Iterable[Row]) -> Summary:
    """Count the passages of a table."""
    summary, reports = Summary(), set[str]()
    found: dict[str, dict[str, Counter[str]]] = {group: {} for group in GROUPS}
    for row in rows:
        summary.passages += 1
        reports.add(row.report)
        for group, value in _values(row):
            found[group].setdefault(value, Counter())[row.kind] += 1
        if row.kind == "output" and row.people:
            summary.people.update(dict.fromkeys(row.themes or (NO_THEME,), row.people))
        summary.institutions.update(row.institutions)
    summary.reports = len(reports)
    summary.kinds = {group: _ordered(group, values) for group, values in found.items()}
    summary.institutions = Counter(dict(sorted(summary.institutions.items(), key=_most_first)))
    return summary


def _values(row: Row) -> Iterator[tuple[str, str]]:
    yield "country", row.country
    yield "year", row.year
    yield "question", row.question
    for theme in row.themes or (NO_THEME,):
        yield "theme", theme


def _ordered(group: str, values: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    themes = [*THEMES, NO_THEME]
    rank = themes.index if group == "theme" else _natural
    return {value: values[value] for value in sorted(values, key=rank)}


def _natural(value: str) -> tuple[bool, int, str]:
    """Put numbers by their size, and what is not known last."""
    digits = _DIGITS.match(value)
    return not value, int(digits[0]) if digits else 0, value


def _most_first(named: tuple[str, int]) -> tuple[int, str]:
    return -named[1], named[0]
