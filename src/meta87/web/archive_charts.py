"""The passages of an archive by country and year, or by priority and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from meta87.archive.summary.figures import Summary
from meta87.archive.summary.texts import named_kinds
from meta87.classify.labels import KINDS
from meta87.report.charts import Part
from meta87.web.archive_query import PARAMETERS, UNKNOWN, Query
from meta87.web.archive_table import is_priority, latest_topics

if TYPE_CHECKING:
    from pandas import DataFrame


class Links(NamedTuple):
    """Where the figures of a query lead, on the pages of an archive at a place."""

    query: Query
    place: str

    def link(self, where: Mapping[str, str], figure: str) -> str:
        """Returns a figure that leads to the passages that it counts; 0 leads nowhere."""
        if figure == "0":
            return figure
        return Markup('<a href="{}">{}</a>').format(self.address(where), figure)

    def address(self, where: Mapping[str, str], page: str = "pasajes") -> str:
        """Returns the address of the passages of the query that are also something else."""
        changes = {PARAMETERS[name]: value or UNKNOWN for name, value in where.items()}
        return f"{self.place}/{page}{self.query.address(1, **changes)}"


class Cell(NamedTuple):
    """The passages of a row in a year, by kind; the addresses of the results and of all."""

    parts: Sequence[Part]
    total: int
    results: str
    all: str


class Row(NamedTuple):
    """A country or a priority; the address of its own charts, or ""; its cells, None if empty."""

    name: str
    inside: str
    cells: Sequence[Cell | None]


class Matrix(NamedTuple):
    """The rows of ``country`` or ``priority``, by years, "" an unknown one; the most of a cell."""

    of: str
    years: Sequence[str]
    rows: Sequence[Row]
    longest: int


def matrix(picked: DataFrame, summary: Summary, links: Links, lang: str) -> Matrix | None:
    """Returns the countries by years; of a single country, its priorities by years, if any."""
    of = "priority" if len(summary.kinds["country"]) == 1 else "country"
    within = {"country": next(iter(summary.kinds["country"]))} if of == "priority" else {}
    frame = picked[is_priority(picked)] if of == "priority" else picked
    counts = Counter(zip(frame[of].astype(str), frame["year"], frame["kind"], strict=True))
    years = sorted(frame["year"].unique(), key=lambda year: (not year, year))
    countries = [(value, name) for value, name, _ in named_kinds(summary, "country", lang)]
    named = [*latest_topics(frame).items()] if of == "priority" else countries

    def _cell(value: str, year: str) -> Cell | None:
        parts = [Part(counts[value, year, kind], kind) for kind in KINDS]
        where, total = {**within, of: value, "year": year}, sum(part.count for part in parts)
        results = links.address({**where, "kind": "output"})
        return Cell(parts, total, results, links.address(where)) if total else None

    def _inside(value: str) -> str:
        return links.address({of: value}, "graficos") if of == "country" and value else ""

    rows = [Row(name, _inside(one), [_cell(one, year) for year in years]) for one, name in named]
    longest = max((each.total for row in rows for each in row.cells if each), default=1)
    return Matrix(of, years, rows, longest) if rows else None
