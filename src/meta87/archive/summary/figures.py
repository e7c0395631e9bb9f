"""The counts of a table of tagged passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from meta87.archive.summary.share import counted
from meta87.archive.summary.trends import Trend, trends
from meta87.classify.labels import KINDS, THEMES
from meta87.entities.entity import Group

if TYPE_CHECKING:
    from pandas import DataFrame, Series

GROUPS = ("country", "year", "theme", "question")
NO_THEME = "none"
_UNKNOWN = "unknown"  # scope of a count in a record that states none
SUMMED = ("reached", "trained", "convicted")
"""Scopes of counts of people that are added up; no other is."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over the passages of a table, without those of duplicate reports.

    A passage with two themes counts under both; "" stands for an unknown value.
    """

    passages: int
    reports: int
    copies: Counter[str]  # passages left out, by the report that repeats another
    kinds: dict[str, dict[str, Counter[str]]]  # of each of `GROUPS`: value → kind → passages
    questions: dict[str, str]  # of the known form: their topic, their section where it differs
    people: dict[str, Counter[str]]  # group → scope → people, each once
    left_out: dict[str, list[int]]  # why counts of people are not among them → their numbers
    institutions: Counter[str]  # passages that name each, in descending order
    trends: list[Trend]  # of countries of several years, and of their priorities
    repeated: dict[str, Counter[str]]  # year → how passages repeat an earlier one → their number

    def record(self) -> dict[str, Any]:
        """Returns the summary as in the JSON."""
        return {
            "schema": 2,
            "passages": self.passages,
            "reports": self.reports,
            "copies": {"reports": len(self.copies), "passages": self.copies.total()},
            "kinds": {
                group: {value: {kind: counts[kind] for kind in KINDS} for value, counts in found}
                for group, found in ((g, self.kinds[g].items()) for g in GROUPS)
            },
            "questions": self.questions,
            "people": {group: dict(counts) for group, counts in self.people.items()},
            "people_left_out": {
                why: {"counts": len(numbers), "people": sum(numbers)}
                for why, numbers in self.left_out.items()
            },
            "institutions": dict(self.institutions.most_common()),
            "trends": [record for trend in self.trends for record in trend.records()],
            "repeated": {year: dict(counts) for year, counts in self.repeated.items()},
        }


def summarise(table: DataFrame, every: DataFrame | None = None) -> Summary:
    """Counts the passages of a table, as `read_table` returns it, or some of ``every``."""
    every = table if every is None else every
    is_copy = table["copy_of"] != ""
    copies = table.loc[is_copy, "report"].value_counts()
    table = table[~is_copy]
    themes = table["themes"].map(lambda names: list(names) or [NO_THEME])
    by_theme = table.assign(theme=themes).explode("theme")
    people, left_out = _people(table)
    institutions = table["institutions"].explode().dropna().value_counts().sort_index()
    order: dict[str, dict[str, int]] = {
        "theme": {theme: number for number, theme in enumerate((*THEMES, "", NO_THEME))},
        "question": _counter(table.groupby("question")["number"].min()),
    }
    return Summary(
        passages=len(table),
        reports=table["report"].nunique(),
        copies=_counter(copies),
        kinds={
            group: _kinds(by_theme if group == "theme" else table, group, order.get(group, {}))
            for group in GROUPS
        },
        questions=_question_names(table[table["is_known"]]),
        people=people,
        left_out=left_out,
        institutions=_counter(institutions.sort_values(ascending=False, kind="stable")),
        trends=trends(table, every),
        repeated=_repeated(table),
    )


def _people(table: DataFrame) -> tuple[dict[str, Counter[str]], dict[str, list[int]]]:
    """Returns the people summed, by group and scope, and the numbers left out, by why."""
    summed: dict[str, Counter[str]] = {group: Counter() for group in get_args(Group)}
    left_out: dict[str, list[int]] = {}
    for count in chain.from_iterable(table["participants"]):
        number: int | None = count["number"]
        scope: str = count.get("scope") or _UNKNOWN
        if number is None:
            continue
        if why := count.get("left_out") or ("" if scope in SUMMED else scope):
            left_out.setdefault(why, []).append(number)
        else:
            summed[count["group"]][scope] += number
    return {group: scopes for group, scopes in summed.items() if scopes}, left_out


def _kinds(table: DataFrame, group: str, order: Mapping[str, int]) -> dict[str, Counter[str]]:
    """Returns the kinds by value of a group.

    The guideline's themes come first, questions in the order of the form, all others by name.
    """
    kinds: dict[str, Counter[str]] = {}
    for value, rows in table.groupby(group):
        kinds[str(value)] = counted(rows)
    others = len(THEMES)
    ranked = sorted(kinds, key=lambda value: (not value, order.get(value, others), value))
    return {value: kinds[value] for value in ranked}


def _repeated(table: DataFrame) -> dict[str, Counter[str]]:
    if not table["repeated"].any():
        return {}
    by_year = table[table["year"] != ""].groupby("year")["repeated"]
    return {str(year): _counter(rows.value_counts()) for year, rows in by_year}


def _question_names(table: DataFrame) -> dict[str, str]:
    """Returns the topic of each question, or its section where the topic differs."""
    names = {}
    for question, rows in table.groupby("question", sort=False):
        section = rows["section"].where(rows["section"] != "", str(question))
        topics = rows["topic"].where(rows["topic"] != "", section).unique()
        names[str(question)] = str(topics[0] if len(topics) == 1 else section.iloc[0])
    return names


def _counter(counts: Series[int]) -> Counter[str]:
    return Counter({str(name): int(count) for name, count in counts.items()})
