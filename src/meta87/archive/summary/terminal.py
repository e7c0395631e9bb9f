"""A summary, and the passages of a table one by one, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from meta87.archive.summary import html
from meta87.archive.summary.figures import Summary
from meta87.archive.summary.texts import TOP, totals, trends_left
from meta87.messages import text
from meta87.report.charts import Chart

if TYPE_CHECKING:
    from pandas import DataFrame

_NAME, _NUMBER, _INDENT = 30, 10, 2
_LISTED = (
    "report", "country", "year", "number", "question_id", "topic", "kind", "priority", "step",
    "repeated", "repeated_from", "text",
)  # fmt: skip


def render(summary: Summary, lang: str, top: int = TOP) -> str:
    """Returns the charts of a page as tables, with at most ``top`` institutions and trends."""
    return "".join(f"{line}\n" for line in _lines(summary, lang, top))


def records(table: DataFrame) -> list[dict[str, Any]]:
    """Returns the passages of a table, as `read_table` returns it, without those of copies."""
    kept = table.loc[table["copy_of"] == "", [*_LISTED]]
    named = kept.rename(columns={"number": "question"})
    return [{str(name): value for name, value in row.items()} for row in named.to_dict("records")]


def lines(table: DataFrame, lang: str) -> Iterator[str]:
    """Yields a line per passage: its report and question, its kind, its text, what it repeats."""
    for row in records(table):
        shown = {name: str(row[name]) for name in ("report", "question", "text")}
        line = text("ui.summed.listed", lang, kind=text(f"ui.kind.{row['kind']}", lang), **shown)
        if row["repeated"]:
            how = text(f"ui.repeated.{row['repeated']}", lang)
            line += text("ui.summed.listed-before", lang, how=how, report=row["repeated_from"])
        yield " ".join(line.split())


def _lines(summary: Summary, lang: str, top: int) -> Iterator[str]:
    yield from totals(summary, lang)
    charts = [chart for chart in html.charts(summary, lang, top=top) if chart.rows]
    for chart in charts:
        yield from _table(chart)
        if chart.note:
            is_cut = chart.note == trends_left(summary, lang, top)
            yield chart.note + f" {text('ui.summed.all', lang)}" * is_cut
    if any(chart.is_of_shares for chart in charts):
        yield "\n" + text("ui.summed.share-note", lang)


def _table(chart: Chart) -> Iterator[str]:
    heads = chart.columns[1:]
    lined = zip(heads, *(bar.figures for bar in chart.rows), strict=True)
    widths = [max(_NUMBER, *(len(cell) + _INDENT for cell in column)) for column in lined]
    yield ""
    yield from _row(chart.title, heads, 0, widths)
    for bar in chart.rows:
        yield from _row(bar.name, bar.figures, _INDENT, widths)


def _row(name: str, cells: Sequence[str], indent: int, widths: Sequence[int]) -> Iterator[str]:
    """Yields the lines of a row: a name that is too long continues below its numbers."""
    first, *more = wrap(name, _NAME - _INDENT) or [""]
    margin, figures = " " * indent, zip(cells, widths, strict=True)
    yield f"{margin + first:<{_NAME}}" + "".join(f"{cell:>{width}}" for cell, width in figures)
    yield from (margin + part for part in more)
