"""The answers of an archive: what each of them tells, and those that only report processes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

from meta87.archive.summary.html import largest, left_out, people
from meta87.archive.summary.texts import thousands, totals
from meta87.classify.tagged import Verdict
from meta87.messages import text
from meta87.report.charts import Bar, Chart, Part
from meta87.report.texts import VERDICTS, country
from meta87.web.archive_charts import Links
from meta87.web.archive_query import Query
from meta87.web.archive_table import Table

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN = 100  # answers that are listed
_WRITTEN = ("answered", "ticked")


def summary_of(table: Table, place: str, lang: str) -> dict[str, Any]:
    """Returns what the summary of an archive fills in."""
    every = table.answers[table.answers["copy_of"] == ""]
    counts = {"asked": len(every), "written": int(every["status"].isin(_WRITTEN).sum())}
    numbers = {name: thousands(count, lang) for name, count in counts.items()}
    answers = every[(every["expects"] == "results") & (every["status"] != "missing")]
    links = Links(Query(), place)
    told = answers[answers["verdict"] == Verdict.PROCESS_ONLY]
    return {
        "sentences": [
            *totals(table.summary, lang, "sentences"),
            text("web.archive.written", lang, **numbers),
        ],
        "verdicts": _verdicts(answers, links, lang),
        "people": people(table.summary, lang, links.link),
        "largest": largest(table.summary, lang, links.link),
        "left_out": left_out(table.summary, lang),
        "processes": [*_listed(told[:SHOWN], table, links, lang)],
        "count": len(told),
        "all_processes": links.address({"verdict": Verdict.PROCESS_ONLY}),
    }


def _verdicts(answers: DataFrame, links: Links, lang: str) -> Chart:
    """Returns the answers by what they tell."""
    counts = answers["verdict"].value_counts()
    rows = []
    for verdict in VERDICTS:
        count = int(counts.get(verdict, 0))
        figure = thousands(count, lang)
        if verdict != Verdict.EMPTY:  # which has no passages to be read
            figure = links.link({"verdict": verdict}, figure)
        name = text(f"ui.verdict.{verdict}", lang)
        rows.append(Bar(name, [figure], [Part(count, f"verdict-{verdict}")]))
    heads = [text(f"web.archive.{name}", lang) for name in ("verdict", "answers")]
    note = text("web.archive.verdicts-note", lang)
    return Chart(text("web.archive.verdicts", lang), heads, rows if counts.any() else [], note)


def _listed(
    answers: DataFrame, table: Table, links: Links, lang: str
) -> Iterator[dict[Hashable, Any]]:
    """Yields answers, each with its words and the address of its passages."""
    rows = answers.to_dict("records")
    words = table.words({(row["report"], row["question"]) for row in rows})
    for row in rows:
        report, number = row["report"], row["question"]
        yield row | {
            "country": country(row["country"], lang),
            "words": " ".join(words.get((report, number), ())),
            "address": links.address({"report": report, "number": number}),
        }
