"""A summary as one page of tables with bars: no scripts, nothing from outside, fit to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from meta87.archive.summary.figures import GROUPS, Summary
from meta87.archive.summary.texts import (
    TOP,
    name_of,
    named_kinds,
    share_of_results,
    thousands,
    totals,
)
from meta87.classify.labels import KINDS
from meta87.messages import text
from meta87.report.charts import Bar, Chart, Part
from meta87.report.pages import page

Link = Callable[[dict[str, str], str], str]
"""Makes a figure lead to what it counts: passages by ``country``, ``kind``, ``institution``…"""
_REACHED = {"kind": "output", "people": "1"}


def render(summary: Summary, name: str, lang: str) -> str:
    """Returns the page.

    Args:
        summary: the summary to show.
        name: name of the summarised table.
        lang: language of the page.
    """
    return page(
        "summary.html.j2",
        lang,
        title=text("ui.summed.heading", lang, name=name),
        style="summary.css",
        sentences=list(totals(summary, lang)),
        key=[Part(1, kind) for kind in KINDS],
        charts=charts(summary, lang),
    )


def charts(summary: Summary, lang: str, link: Link = lambda _, figure: figure) -> list[Chart]:
    """Returns the charts: kinds by country, year, theme and question; people; institutions."""
    people, named = _people(summary, lang, link), _institutions(summary, lang, link)
    return [*_kinds(summary, lang, link), people, named]


def _kinds(summary: Summary, lang: str, link: Link) -> Iterator[Chart]:
    headings = [*(text(f"ui.kind.{kind}", lang) for kind in KINDS), text("ui.summed.share", lang)]
    for group in GROUPS:
        rows = [
            Bar(
                name,
                [
                    *(link({group: value, "kind": k}, thousands(counts[k], lang)) for k in KINDS),
                    share_of_results(counts),
                ],
                [Part(counts[kind], kind) for kind in KINDS],
            )
            for value, name, counts in named_kinds(summary, group, lang)
        ]
        note = text("ui.summed.theme-note", lang) if group == "theme" else ""
        yield _chart(text(f"ui.summed.{group}", lang), headings, rows, lang, note)


def _people(summary: Summary, lang: str, link: Link) -> Chart:
    rows = [
        _bar(
            name_of("theme", theme, summary, lang), people, {"theme": theme, **_REACHED}, link, lang
        )
        for theme, people in summary.people.most_common()
    ]
    title, note = (text(f"ui.summed.{part}", lang) for part in ("people", "people-note"))
    return _chart(title, [text("ui.summed.persons", lang)], rows, lang, note)


def _institutions(summary: Summary, lang: str, link: Link) -> Chart:
    rows = [
        _bar(name, count, {"institution": name}, link, lang)
        for name, count in summary.institutions.most_common(TOP)
    ]
    total = thousands(len(summary.institutions), lang)
    title = text("ui.summed.institutions", lang, shown=len(rows), total=total)
    return _chart(title, [text("ui.summed.passages", lang)], rows, lang)


def _chart(title: str, figures: list[str], rows: list[Bar], lang: str, note: str = "") -> Chart:
    return Chart(title, [text("ui.summed.name", lang), *figures], rows, note)


def _bar(name: str, count: int, where: dict[str, str], link: Link, lang: str) -> Bar:
    return Bar(name, [link(where, thousands(count, lang))], [Part(count, "output")])
