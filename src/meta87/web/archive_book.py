"""The tables of an archive as a workbook for people: in words, with what they read.

Those of a program, with all columns, are in `meta87.archive.sink`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from meta87.archive.sink.columns import named_once
from meta87.archive.sink.dictionary import ANSWERS, FINDINGS, PASSAGES
from meta87.archive.sink.text import JOINT, Value
from meta87.archive.sink.xlsx import MIDDLE, NARROW, WIDE, Sheet, write_sheets
from meta87.archive.summary.share import counted
from meta87.archive.summary.texts import share_of_results
from meta87.classify.labels import KINDS
from meta87.messages import text, theme_name
from meta87.report.cells import question_cell
from meta87.report.charts import Bar, Chart
from meta87.report.texts import country

if TYPE_CHECKING:
    import pyarrow as pa
    from pandas import DataFrame

Row = Mapping[str, Any]
Verdicts = Mapping[tuple[str, str], str]
"""The verdict on each answer that is asked for results, by report and question."""

_ROWS = 2000  # that are turned into values at once
_ENTITIES = ("participants", "dates", "institutions", "places", "instruments", "money",
             "percentages", "links")  # fmt: skip
_PLACE = ("report", "country", "year", "question", "topic")
_NAMED: Mapping[str, tuple[str, ...]] = {
    PASSAGES: ("passage", "kind", "themes", "answer_verdict", "people", *_ENTITIES, "repeated"),
    ANSWERS: ("verdict", "choices", "outputs", "processes", "errors", "warnings", "suggestions"),
    FINDINGS: ("severity", "name", "message", "action", "quote", "passage"),
}
_IN_SPANISH = ("message", "action")  # sentences of the table of findings
_NUMBERS = ("year", "question", "outputs", "processes", "people", "errors", "warnings",
            "suggestions")  # fmt: skip
_WIDTHS = {
    **dict.fromkeys(("passage", "quote", "name", *_IN_SPANISH), WIDE),
    **dict.fromkeys(_NUMBERS, NARROW),
}


def write_book(
    target: IO[bytes],
    tables: Mapping[str, pa.Table],
    verdicts: Verdicts,
    lang: str,
    charts: Sequence[Chart] = (),
) -> None:
    """Writes a sheet for each table, without the reports that repeat another, then the charts.

    Raises:
        UsageError: ``xlsx-full``: there are more rows than a sheet has.
    """
    sheets = [_sheet(name, table, verdicts, lang) for name, table in tables.items()]
    write_sheets(target, [*sheets, *map(_chart, charts)])


def years_of(passages: DataFrame, lang: str) -> Chart:
    """Returns the passages by country, year and kind, with the share of results."""
    rows, unknown = [], text("ui.summed.unknown", lang)
    for (place, year), found in passages[passages["copy_of"] == ""].groupby(["country", "year"]):
        counts = counted(found)
        figures = [
            str(year) or unknown,
            *(str(counts[kind]) for kind in KINDS),
            *share_of_results(counts, lang),
        ]
        rows.append(Bar(country(str(place), lang) or unknown, figures, []))
    kinds = (f"ui.kind.{kind}" for kind in KINDS)
    heads = ("ui.column.country", "ui.column.year", *kinds, "ui.summed.share", "ui.summed.interval")
    title, note = (text(f"ui.{name}", lang) for name in ("sheet.years", "summed.share-note"))
    return Chart(title, [text(head, lang) for head in heads], rows, note)


def _chart(chart: Chart) -> Sheet:
    rows = ([bar.name, *map(_number, bar.figures)] for bar in chart.rows)
    widths = [WIDE, *[MIDDLE] * (len(chart.columns) - 1)]
    note = [[], [chart.note]] if chart.note else []
    return Sheet(chart.title, widths, chain([chart.columns], rows, note))


def _number(figure: str) -> Value:
    """Returns a whole number that is written with separators of thousands; else the words."""
    digits = figure.replace(".", "").replace(",", "")
    return int(digits) if digits.isdigit() else figure


def _sheet(name: str, table: pa.Table, verdicts: Verdicts, lang: str) -> Sheet:
    columns = [*_PLACE, *(each for each in _NAMED[name] if lang == "es" or each not in _IN_SPANISH)]
    cells = {PASSAGES: _passage, ANSWERS: _answer, FINDINGS: _finding}[name]

    def _rows() -> Iterator[Sequence[Value]]:
        yield [text(f"ui.column.{column}", lang) for column in columns]
        for row in rows_of(table):
            if not row["copy_of"]:
                yield [*_place(row, lang), *cells(row, verdicts, lang)]

    widths = [_WIDTHS.get(column, MIDDLE) for column in columns]
    return Sheet(text(f"ui.sheet.{name}", lang), widths, _rows(), wraps=True)


def rows_of(table: pa.Table) -> Iterator[Row]:
    """Yields the rows of a table, of which few are values at once."""
    for batch in table.to_batches(_ROWS):
        yield from batch.to_pylist()


def _place(row: Row, lang: str) -> Sequence[Value]:
    asked = question_cell(row["question"] or "")
    return [row["report"], country(row["country"] or "", lang), row["year"], asked, row["topic"]]


def _passage(row: Row, verdicts: Verdicts, lang: str) -> Iterator[Value]:
    kind, verdict = row["kind"], verdicts.get((row["report"], row["question"] or ""))
    named = text(f"ui.kind.{kind}", lang)
    yield row["text"]
    yield text("ui.unsure", lang, kind=named) if kind in row["low_confidence"] else named
    yield JOINT.join(theme_name(theme, lang) for theme in row["themes"])
    yield text(f"ui.verdict.{verdict}", lang) if verdict else None
    yield row["people"] or None
    for name in _ENTITIES:
        found = row[name] or ()
        by_name = named_once(found) if name == "institutions" else ()
        yield JOINT.join([each for _, each in by_name] or [each["text"] for each in found])
    yield text(f"ui.repeated.{row['repeated']}", lang) if row["repeated"] else None


def _answer(row: Row, _: Verdicts, lang: str) -> Iterator[Value]:
    asked = row["expects"] == "results" and row["status"] != "missing"
    verdict = "advancing" if row.get("advancing") else row["verdict"]
    yield text(f"ui.verdict.{verdict}" if asked else f"ui.state.{row['status']}", lang)
    yield JOINT.join(row["ticks"] or ())
    for name in ("results", "processes", "errors", "warnings", "suggestions"):
        yield row[name]


def _finding(row: Row, _: Verdicts, lang: str) -> Iterator[Value]:
    yield text(f"ui.severity.{row['severity']}", lang)
    yield text(f"rules.{row['code']}.title", lang)
    if lang == "es":
        yield from (row.get(name) for name in _IN_SPANISH)
    yield row["quote"]
    yield row["passage"]
