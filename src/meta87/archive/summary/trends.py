"""How countries and their priorities go over the years: results, with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from meta87.classify.labels import KINDS

if TYPE_CHECKING:
    from pandas import DataFrame

_Z = 1.959964  # of a normal distribution: 95 %
_GAPS = 15  # years from the first to the last, at most, to show those between without passages


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


def trends(table: DataFrame) -> list[Trend]:
    """Returns the trends of a table, as `read_table` returns it: of countries with several years.

    A country comes before its priorities, by their numbers; of a single year there is no trend,
    and a year that no report can have is in none.
    """
    known = table[(table["country"] != "") & table["year"].str.fullmatch(r"\d{1,4}")]
    known = known.assign(year=known["year"].astype(int))
    found = []
    for country, rows in known.groupby("country"):
        if rows["year"].nunique() > 1:
            numbered = rows[rows["priority"] > 0].sort_values("year", kind="stable")
            if len(numbered) < len(rows) or numbered["priority"].nunique() > 1:
                found.append(Trend(str(country), 0, "", _years(rows)))
            found += [
                Trend(str(country), int(str(number)), str(asked["topic"].iloc[-1]), _years(asked))
                for number, asked in numbered.groupby("priority")
            ]
    return found


def share_interval(counts: Counter[str]) -> tuple[float, float, float] | None:
    """Returns the share of results among results and processes, and its 95 % Wilson interval.

    >>> [round(each, 2) for each in share_interval(Counter(output=4, process=4))]
    [0.5, 0.22, 0.78]
    """
    results, total = counts["output"], counts["output"] + counts["process"]
    if not total:
        return None
    share, square = results / total, _Z**2 / total
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * sqrt(share * (1 - share) / total + square / (4 * total))
    return share, max(middle - half, 0.0), min(middle + half, 1.0)


def _years(rows: DataFrame) -> dict[str, Counter[str]]:
    """Returns the passages by year and kind, also of the few years between that have none."""
    named = sorted(map(int, rows["year"].unique()))
    if named[-1] - named[0] <= _GAPS:
        named = [*range(named[0], named[-1] + 1)]
    years = {str(year): Counter[str]() for year in named}
    for year, found in rows.groupby("year")["kind"]:
        years[str(year)] += Counter(found)
    return years
