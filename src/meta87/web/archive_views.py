"""What the pages of an archive show: its charts, and its passages, as they are filtered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from meta87.archive.summary.figures import GROUPS, summarise
from meta87.archive.summary.html import charts
from meta87.archive.summary.texts import named_kinds, thousands, totals
from meta87.classify.labels import KINDS
from meta87.classify.tagged import Verdict
from meta87.messages import has, text
from meta87.report.charts import Part
from meta87.report.texts import VERDICTS, country
from meta87.web.archive_files import TABLES, Archive
from meta87.web.archive_query import PARAMETERS, UNKNOWN, Links, Query, marked
from meta87.web.archive_table import Table, table_of

ROWS = 50  # passages of a page
SHOWN = ["text", "report", "country", "year", "section", "question", "topic", "kind", "themes",
         "context", "institutions", "people", "low_confidence"]  # fmt: skip
HIDDEN = ("informe", "prioridad", "repetido")  # parameters that no field of the form has
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
        "marked": marked,
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
    summary, lang = table.summary, view.lang
    choices = {
        PARAMETERS[group]: [
            (value or UNKNOWN, f"{name} ({thousands(sum(counts[kind] for kind in KINDS), lang)})")
            for value, name, counts in named_kinds(summary, group, lang)
        ]
        for group in GROUPS
    }
    told = [each for each in VERDICTS if each != Verdict.EMPTY]  # that have passages
    choices["respuesta"] = [(each, text(f"ui.verdict.{each}", lang)) for each in told]
    return {
        "choices": choices,
        "hidden": HIDDEN,
        "chips": [*chips(view.asked, lang)],
        "institutions": [name for name, _ in summary.institutions.most_common(_LISTED)],
    }


def chips(asked: Query, lang: str) -> Iterator[tuple[str, str]]:
    """Yields the parameter and the value in words of each filter that is on and has no field."""
    group, _, scope = asked.personas.partition(" ")
    people = [_named(f"ui.group.{group}", group, lang), _named(f"ui.scope.{scope}", scope, lang)]
    repeated = "new" if asked.repetido == UNKNOWN else asked.repetido
    values = {
        "informe": asked.informe,
        "prioridad": asked.prioridad,
        "repetido": _named(f"ui.repeated.{repeated}", repeated, lang),
        "personas": ", ".join(people) if scope else "",
    }
    yield from ((name, value) for name, value in values.items() if value)


def _named(key: str, value: str, lang: str) -> str:
    return text(key, lang) if has(key, lang) else value
