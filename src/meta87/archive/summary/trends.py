"""How countries and their priorities go over the years: results, with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from meta87.archive.summary.share import counted, share_interval
from meta87.classify.labels import KINDS

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Trend:
    """The passages of a country, or of one of its priorities, by year and kind."""

    country: str  # its code
    priority: int  # its number in the country, or 0 for all passages
    topic: str  # latest title of the priority, or ""
    years: dict[str, Counter[str]]  # year → kind → number of passages

    def records(self) -> Iterator[dict[str, Any]]:
        """Yields one record per year, as in the JSON."""
        for year, counts in self.years.items():
            share, low, high = share_interval(counts) or (None, None, None)
            yield {
                "country": self.country, "priority": self.priority or None, "topic": self.topic,
                "year": year, **{kind: counts[kind] for kind in KINDS},
                "share": share, "low": low, "high": high,
            }  # fmt: skip


def trends(table: DataFrame, every: DataFrame) -> list[Trend]:
    """Returns the trends of a table, as `read_table` returns it: of countries with several years.

    All countries come before the priorities of each, by their numbers; of a single year there is no
    trend, and a year that no report can have is in none. The years between are those of which
    ``every``, the table before some passages were chosen, has a report of the country.
    """
    known, found = _dated(table), []
    years_of = {str(name): {*rows["year"]} for name, rows in _dated(every).groupby("country")}
    for country, rows in known.groupby("country"):
        if rows["year"].nunique() > 1:
            reported = sorted(years_of[str(country)])
            numbered = rows[rows["priority"] > 0].sort_values("year", kind="stable")
            if len(numbered) < len(rows) or numbered["priority"].nunique() > 1:
                found.append(Trend(str(country), 0, "", _years(rows, reported)))
            for number, asked in numbered.groupby("priority"):
                topic, years = str(asked["topic"].iloc[-1]), _years(asked, reported)
                found.append(Trend(str(country), int(str(number)), topic, years))
    return sorted(found, key=lambda trend: trend.priority > 0)


def _dated(table: DataFrame) -> DataFrame:
    """Returns the passages whose country and year are known, with the year as a number."""
    known = table[(table["country"] != "") & table["year"].str.fullmatch(r"\d{1,4}")]
    return known.assign(year=known["year"].astype(int))


def _years(rows: DataFrame, reported: list[int]) -> dict[str, Counter[str]]:
    """Returns the passages by year and kind, also of years between whose report has none."""
    first, last = rows["year"].min(), rows["year"].max()
    years = {str(year): Counter[str]() for year in reported if first <= year <= last}
    for year, found in rows.groupby("year"):
        years[str(year)] += counted(found)
    return years
