"""What the pages of an archive show: its charts, and its passages, as they are filtered."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from meta87.archive.summary.figures import GROUPS, SUMMED, summarise
from meta87.archive.summary.html import charts
from meta87.archive.summary.texts import HOW, named_kinds, thousands, totals
from meta87.classify.labels import KINDS
from meta87.classify.tagged import Verdict
from meta87.messages import text
from meta87.report.charts import Part
from meta87.report.texts import VERDICTS, country
from meta87.web.archive_files import TABLES, Archive
from meta87.web.archive_query import PARAMETERS, UNKNOWN, Links, Query
from meta87.web.archive_table import Table, table_of

ROWS = 50  # passages of a page
SHOWN = ["text", "report", "country", "year", "section", "question", "topic", "kind", "themes",
         "context", "institutions", "people", "low_confidence"]  # fmt: skip
_LISTED = 200  # institutions that are offered


class View(NamedTuple):
    """What is shown of an archive: the filters of an address, at a place, in a language."""

    archive: Archive
    asked: Query
    place: str
    lang: str

    def shared(self) -> dict[str, Any]:
        """Returns what every page of an archive fills in."""
        return {
            "archive": self.archive,
            "asked": self.asked,
            "place": self.place,
            "title": self.archive.asked.name,
            "number": partial(thousands, lang=self.lang),
        }


def shown_passages(view: View, page: int) -> dict[str, Any]:
    """Returns what a page of the passages fills in, the last one where there are fewer."""
    table = table_of(view.archive.place / TABLES)
    picked = table.picked(view.asked)
    shown = picked[picked["copy_of"] == ""]
    last = max(1, -(-len(shown) // ROWS))
    page = min(page, last)
    first, until = (page - 1) * ROWS, min(page * ROWS, len(shown))
    return {
        **view.shared(),
        **_filtered(view, table),
        "rows": table.taken(shown[first:until], SHOWN).to_pylist(),
        "page": page,
        "last": last,
        "first": first + 1,
        "until": until,
        "count": len(shown),
        "reports": shown["report"].nunique(),
        "copies": len(picked) - len(shown),
        "country": lambda code: country(code or "", view.lang),
    }


def shown_charts(view: View) -> dict[str, Any]:
    """Returns what the charts fill in: those of ``meta87 summary``, whose figures are links."""
    table = table_of(view.archive.place / TABLES)
    summary = summarise(table.picked(view.asked), table.frame)
    return {
        **_filtered(view, table),
        "sentences": [*totals(summary, view.lang, "sentences")],
        "count": summary.passages,
        "key": [Part(1, kind) for kind in KINDS],
        "charts": charts(summary, view.lang, Links(view.asked, view.place).link),
    }


def _filtered(view: View, table: Table) -> dict[str, Any]:
    """Returns what the form of the filters fills in."""
    summary, lang, say = table.summary, view.lang, partial(text, lang=view.lang)
    choices = {
        PARAMETERS[group]: [
            (value or UNKNOWN, f"{name} ({thousands(sum(counts[kind] for kind in KINDS), lang)})")
            for value, name, counts in named_kinds(summary, group, lang)
        ]
        for group in GROUPS
    }
    told = [each for each in VERDICTS if each != Verdict.EMPTY]  # that have passages
    choices |= {
        "tipo": [(each, say(f"ui.kind.{each}")) for each in KINDS],
        "respuesta": [(each, say(f"ui.verdict.{each}")) for each in told],
        "repetido": [(how or UNKNOWN, say(f"ui.repeated.{how or 'new'}")) for how in HOW],
        "prioridad": [(str(n), str(n)) for n in sorted({*table.frame["priority"]} - {0})],
        "personas": [("1", say("web.archive.personas"))],
    }
    choices["personas"] += [
        (f"{group} {scope}", f"{say(f'ui.group.{group}')}, {say(f'ui.scope.{scope}')}")
        for group, counts in summary.people.items()
        for scope in SUMMED
        if counts[scope]
    ]
    names = [name for name, _ in summary.institutions.most_common(_LISTED)]
    return {"choices": choices, "institutions": names}
