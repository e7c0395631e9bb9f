"""A summary as one page of tables with bars: no scripts, nothing from outside, fit to print."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.archive.summary.figures import GROUPS, SUMMED, Summary
from meta87.archive.summary.texts import (
    TOP,
    left_out,
    named_kinds,
    people,
    share_of_results,
    thousands,
    totals,
)
from meta87.classify.labels import KINDS
from meta87.messages import text
from meta87.report.charts import Bar, Chart, Part
from meta87.report.pages import page


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
        charts=[*_kinds(summary, lang), _people(summary, lang), _institutions(summary, lang)],
    )


def _kinds(summary: Summary, lang: str) -> Iterator[Chart]:
    headings = [*(text(f"ui.kind.{kind}", lang) for kind in KINDS), text("ui.summed.share", lang)]
    for group in GROUPS:
        rows = [
            Bar(
                name,
                [*(thousands(counts[kind], lang) for kind in KINDS), share_of_results(counts)],
                [Part(counts[kind], kind) for kind in KINDS],
            )
            for name, counts in named_kinds(summary, group, lang)
        ]
        note = text("ui.summed.theme-note", lang) if group == "theme" else ""
        yield _chart(text(f"ui.summed.{group}", lang), headings, rows, lang, note)


def _people(summary: Summary, lang: str) -> Chart:
    rows = [
        Bar(name, numbers, [Part(reached, "output")])
        for name, numbers, reached in people(summary, lang)
    ]
    heads = [text(f"ui.scope.{scope}", lang) for scope in SUMMED]
    note = " ".join([text("ui.summed.people-note", lang), left_out(summary, lang)])
    return _chart(text("ui.summed.people", lang), heads, rows, lang, note)


def _institutions(summary: Summary, lang: str) -> Chart:
    rows = [_bar(name, count, lang) for name, count in summary.institutions.most_common(TOP)]
    total = thousands(len(summary.institutions), lang)
    title = text("ui.summed.institutions", lang, shown=len(rows), total=total)
    return _chart(title, [text("ui.summed.passages", lang)], rows, lang)


def _chart(title: str, figures: list[str], rows: list[Bar], lang: str, note: str = "") -> Chart:
    return Chart(title, [text("ui.summed.name", lang), *figures], rows, note)


def _bar(name: str, count: int, lang: str) -> Bar:
    return Bar(name, [thousands(count, lang)], [Part(count, "output")])
