"""A summary as one page of tables with bars: no scripts, nothing from outside, fit to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from meta87.archive.summary.figures import GROUPS, SUMMED, Summary
from meta87.archive.summary.share import share_interval
from meta87.archive.summary.texts import (
    HOW,
    TOP,
    named_kinds,
    share_of_results,
    thousands,
    totals,
    trend_name,
    trends_left,
)
from meta87.archive.summary.trends import Trend
from meta87.classify.labels import KINDS
from meta87.messages import text
from meta87.report.charts import Bar, Chart, Part, Point
from meta87.report.pages import page

Link = Callable[[dict[str, str], str], str]
"""Makes a figure lead to what it counts: passages by ``country``, ``kind``, ``institution``…"""

_Row = tuple[dict[str, str], str, Counter[str]]  # what it counts, its name, its passages by kind


def unlinked(_where: dict[str, str], figure: str) -> str:
    """Returns a figure as it is."""
    return figure


def render(summary: Summary, name: str, lang: str, top: int = TOP) -> str:
    """Returns the page of a table by its name, with at most ``top`` institutions and trends."""
    return page(
        "summary.html.j2",
        lang,
        title=text("ui.summed.heading", lang, name=name),
        style="summary.css",
        sentences=list(totals(summary, lang)),
        key=[Part(1, kind) for kind in KINDS],
        charts=charts(summary, lang, top=top),
    )


def charts(summary: Summary, lang: str, link: Link = unlinked, top: int = TOP) -> list[Chart]:
    """Returns the charts: kinds of passages by what they are on, trends, people, bodies."""
    return [
        *kinds(summary, lang, link),
        *trends(summary, lang, top, link),
        *repeated(summary, lang, link),
        people(summary, lang, link),
        left_out(summary, lang),
        institutions(summary, lang, link, top),
    ]


def kinds(summary: Summary, lang: str, link: Link = unlinked) -> Iterator[Chart]:
    """Yields the passages by kind of each country, year, theme and question."""
    for group in GROUPS:
        rows = (
            ({group: value}, name, counts)
            for value, name, counts in named_kinds(summary, group, lang)
        )
        notes = ("passages", "theme") if group == "theme" else ("passages",)
        note = " ".join(text(f"ui.summed.{of}-note", lang) for of in notes)
        yield replace(_of_kinds(text(f"ui.summed.{group}", lang), rows, lang, link), note=note)


def trends(summary: Summary, lang: str, top: int, link: Link = unlinked) -> Iterator[Chart]:
    """Yields the passages by kind and year of all countries and of the first priorities."""
    note = trends_left(summary, lang, top)
    countries = sum(not trend.priority for trend in summary.trends)
    for trend in summary.trends[: countries + top]:
        whose = {"country": trend.country}
        if trend.priority:
            whose["priority"] = str(trend.priority)
        rows = (({**whose, "year": year}, year, counts) for year, counts in trend.years.items())
        chart = _of_kinds(trend_name(trend, lang), rows, lang, link)
        yield replace(chart, points=_points(trend), note=note)
        note = ""


def _points(trend: Trend) -> list[Point]:
    """Returns the shares of the years that have one, in their order."""
    years = [*map(int, trend.years)]
    first, span = years[0], max(years[-1] - years[0], 1)
    shares = ((year, share_interval(counts)) for year, counts in trend.years.items())
    return [Point(y, (int(y) - first) / span, *share) for y, share in shares if share]


def _of_kinds(title: str, rows: Iterable[_Row], lang: str, link: Link = unlinked) -> Chart:
    columns = [text(f"ui.kind.{kind}", lang) for kind in KINDS]
    columns += [text(f"ui.summed.{name}", lang) for name in ("share", "interval")]
    bars = []
    for where, name, counts in rows:
        figures = [link({**where, "kind": kind}, thousands(counts[kind], lang)) for kind in KINDS]
        parts = [Part(counts[kind], kind) for kind in KINDS]
        bars.append(Bar(name, [*figures, *share_of_results(counts, lang)], parts))
    return replace(_chart(title, columns, bars, lang), is_of_shares=True)


def repeated(summary: Summary, lang: str, link: Link = unlinked) -> Iterator[Chart]:
    """Yields what the passages of each year repeat from earlier ones, if any does."""
    if summary.repeated:
        rows = []
        for year, counts in summary.repeated.items():
            figures = (
                link({"year": year, "repeated": how}, thousands(counts[how], lang)) for how in HOW
            )
            rows.append(Bar(year, [*figures], [Part(counts.total() - counts[""], "output")]))
        columns = [text(f"ui.repeated.{how or 'new'}", lang) for how in HOW]
        note = text("ui.summed.passages-note", lang)
        yield _chart(text("ui.summed.repeated", lang), columns, rows, lang, note)


def people(summary: Summary, lang: str, link: Link = unlinked) -> Chart:
    """Returns the people reached, trained and convicted, by group."""
    rows = []
    for group, counts in summary.people.items():
        figures = (
            link({"people": f"{group} {scope}"}, thousands(counts[scope], lang)) for scope in SUMMED
        )
        name = text(f"ui.group.{group}", lang)
        rows.append(Bar(name, [*figures], [Part(counts["reached"], "output")]))
    sums = (sum(counts[scope] for counts in summary.people.values()) for scope in SUMMED)
    if rows:
        figures = (thousands(each, lang) for each in sums)
        rows.append(Bar(text("ui.summed.sum", lang), [*figures], []))
    heads = [text(f"ui.scope.{scope}", lang) for scope in SUMMED]
    note = text("ui.summed.people-note", lang)
    title = text("ui.summed.people", lang)
    return Chart(title, [text("ui.summed.group", lang), *heads], rows, note)


def left_out(summary: Summary, lang: str) -> Chart:
    """Returns the counts of people that are in no sum, by why."""
    rows = []
    for why, numbers in sorted(summary.left_out.items()):
        figures = [thousands(each, lang) for each in (len(numbers), sum(numbers))]
        rows.append(Bar(text(f"ui.left_out.{why}", lang), figures, []))
    title = text("ui.summed.left-out", lang)
    heads = [text(f"ui.summed.left-out-{name}", lang) for name in ("counts", "people")]
    return Chart(title, [text("ui.summed.why", lang), *heads], rows)


def institutions(summary: Summary, lang: str, link: Link = unlinked, top: int = TOP) -> Chart:
    """Returns the passages that name each of the first institutions."""
    rows = [
        Bar(name, [link({"institution": name}, thousands(count, lang))], [Part(count, "output")])
        for name, count in summary.institutions.most_common(top)
    ]
    total = thousands(len(summary.institutions), lang)
    title = text("ui.summed.institutions", lang, shown=len(rows), total=total)
    return _chart(title, [text("ui.summed.times", lang)], rows, lang)


def _chart(title: str, figures: list[str], rows: list[Bar], lang: str, note: str = "") -> Chart:
    return Chart(title, [text("ui.summed.name", lang), *figures], rows, note)
