"""What a table of tagged passages amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from meta87.archive.summary.tables import Row
from meta87.classify.labels import KINDS, THEMES

GROUPS = ("country", "year", "theme", "question")
NO_THEME = "none"


@dataclass(slots=True)
class Summary:
    """Counts over the passages of a table, those of copies left out.

    Attributes:
        passages: how many.
        reports: how many different ones they are of.
        copies: passages left out, by the report that repeats another.
        kinds: for each of `GROUPS`, its values in order, each with its passages by kind; a passage
            of two themes counts under both, "" stands for what is not known.
        questions: what those of the known form are called: what they ask about, or their section
            where that differs from report to report.
        people: for each theme, those that passages of kind ``output`` count; a figure that a
            report repeats is counted again.
        institutions: passages that name each body, most first.
    """

    passages: int = 0
    reports: int = 0
    copies: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    institutions: Counter[str] = field(default_factory=Counter)

    def record(self) -> dict[str, Any]:
        """Returns the summary as in the JSON."""
        return {
            "schema": 1,
            "passages": self.passages,
            "reports": self.reports,
            "copies": {"reports": len(self.copies), "passages": self.copies.total()},
            "kinds": {
                group: {value: {kind: counts[kind] for kind in KINDS} for value, counts in found}
                for group, found in ((g, self.kinds[g].items()) for g in GROUPS)
            },
            "questions": self.questions,
            "people": dict(self.people),
            "institutions": dict(self.institutions.most_common()),
        }


def summarise(rows: Iterable[Row]) -> Summary:
    """Counts the passages of a table."""
    summary, reports, numbers = Summary(), set[str](), dict[str, int]()
    found: dict[str, dict[str, Counter[str]]] = {group: {} for group in GROUPS}
    for row in rows:
        if row.copy_of:
            summary.copies[row.report] += 1
            continue
        summary.passages += 1
        reports.add(row.report)
        for group, value in _values(row):
            found[group].setdefault(value, Counter())[row.kind] += 1
        _count_named(summary, row)
        _call(summary.questions, row)
        numbers[row.question] = min(numbers.get(row.question, row.number), row.number)
    summary.reports = len(reports)
    summary.kinds = {group: _ordered(group, values, numbers) for group, values in found.items()}
    summary.institutions = Counter(dict(sorted(summary.institutions.items(), key=_most_first)))
    return summary


def _count_named(summary: Summary, row: Row) -> None:
    if row.kind == "output" and row.people:
        summary.people.update(dict.fromkeys(row.themes or (NO_THEME,), row.people))
    summary.institutions.update(row.institutions)


def _call(names: dict[str, str], row: Row) -> None:
    """Names a question by its topic; by its section once two rows have different topics."""
    if row.known:
        called = row.topic or row.section or row.question
        if names.setdefault(row.question, called) != called:
            names[row.question] = row.section or row.question


def _values(row: Row) -> Iterator[tuple[str, str]]:
    yield "country", row.country
    yield "year", row.year
    yield "question", row.question
    for theme in row.themes or (NO_THEME,):
        yield "theme", theme


def _ordered(
    group: str, values: dict[str, Counter[str]], numbers: dict[str, int]
) -> dict[str, Counter[str]]:
    """Sorts the guideline's themes first, questions in the order of the form, all else by name."""
    themes = {theme: number for number, theme in enumerate(THEMES)}
    own = len(themes)
    place = {"theme": {**themes, NO_THEME: own + 1}, "question": numbers}.get(group, {})
    order = sorted(values, key=lambda value: (not value, place.get(value, own), value))
    return {value: values[value] for value in order}


def _most_first(named: tuple[str, int]) -> tuple[int, str]:
    return -named[1], named[0]
