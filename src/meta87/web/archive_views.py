"""What the pages of an archive fill in: its passages and charts, by the filters of an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from meta87.archive.summary.figures import GROUPS, summarise
from meta87.archive.summary.html import charts
from meta87.archive.summary.texts import named_kinds, thousands, totals
from meta87.classify.labels import KINDS
from meta87.classify.tagged import Verdict
from meta87.errors import InputError
from meta87.messages import has, text
from meta87.report.charts import Part
from meta87.report.texts import VERDICTS, country
from meta87.web import archive_lines
from meta87.web.archive_answers import summary_of
from meta87.web.archive_charts import Links, matrix
from meta87.web.archive_files import TABLES, Archive
from meta87.web.archive_lines import lines
from meta87.web.archive_query import PARAMETERS, UNKNOWN, Query, marked
from meta87.web.archive_table import ROWS, Table, latest_topics, table_of

HIDDEN = ("informe", "numero", "prioridad", "repetido")  # parameters that no field of the form has
_LISTED = 200  # institutions that are offered


class View(NamedTuple):
    """What is shown of an archive: the filters of an address, at a place, in a language."""

    archive: Archive
    asked: Query
    place: str
    lang: str


def overview(archive: Archive, place: str, lang: str) -> dict[str, Any]:
    """Returns what every page of an archive fills in."""
    return {
        "archive": archive,
        "place": place,
        "title": archive.asked.name,
        "number": partial(thousands, lang=lang),
    }


def shown_summary(archive: Archive, place: str, lang: str) -> dict[str, Any]:
    """Returns the summary that an archive's first page fills in; none while it is being read."""
    summary = None
    if archive.is_shown:
        with suppress(InputError, OSError, IndexError):  # removed, or written anew, meanwhile
            summary = summary_of(table_of(archive.place / TABLES), place, lang)
    return {**overview(archive, place, lang), "summary": summary}


def shown_passages(view: View, page: int) -> dict[str, Any]:
    """Returns what a page of the passages fills in, the last one where there are fewer."""
    table = table_of(view.archive.place / TABLES)
    picked = table.picked(view.asked)
    shown = picked[picked["copy_of"] == ""]
    last = max(1, -(-len(shown) // ROWS))
    page = min(page, last)
    return {
        **_filtered(view, table),
        "rows": table.rows(shown, page),
        "page": page,
        "last": last,
        "first": (page - 1) * ROWS + 1,
        "until": min(page * ROWS, len(shown)),
        "count": len(shown),
        "reports": shown["report"].nunique(),
        "copies": len(picked) - len(shown),
        "marked": marked,
        "country": lambda code: country(code or "", view.lang),
    }


def shown_charts(view: View, _page: int) -> dict[str, Any]:
    """Returns what the page of the charts fills in."""
    table, lang = table_of(view.archive.place / TABLES), view.lang
    picked = table.picked(view.asked)
    summary = summarise(picked)
    shown = picked[picked["copy_of"] == ""]
    links = Links(view.asked, view.place)
    return {
        **_filtered(view, table),
        "sentences": [*totals(summary, lang, "sentences")],
        "count": len(shown),
        "key": [Part(1, kind) for kind in KINDS],
        "matrix": matrix(shown, summary, links, lang),
        "lines": lines(shown, links, lang),
        "size": archive_lines,
        "charts": charts(replace(summary, trends=[]), lang, links.link),
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
        **overview(view.archive, view.place, lang),
        "asked": view.asked,
        "choices": choices,
        "hidden": HIDDEN,
        "chips": [*chips(view.asked, table, lang)],
        "institutions": [name for name, _ in summary.institutions.most_common(_LISTED)],
    }


def chips(asked: Query, table: Table, lang: str) -> Iterator[tuple[str, str]]:
    """Yields the parameter and the value in words of each filter that is on and has no field."""
    group, _, scope = asked.personas.partition(" ")
    people = [_named(f"ui.group.{group}", group, lang), _named(f"ui.scope.{scope}", scope, lang)]
    repeated = "new" if asked.repetido == UNKNOWN else asked.repetido
    values = {
        "informe": asked.informe,
        "numero": asked.numero,
        "prioridad": _topic(asked, table),
        "repetido": _named(f"ui.repeated.{repeated}", repeated, lang),
        "personas": ", ".join(people) if scope else "",
    }
    yield from ((name, value) for name, value in values.items() if value)


def _topic(asked: Query, table: Table) -> str:
    """Returns the latest topic of a priority; its number, if it may be of several countries."""
    if not asked.prioridad:
        return ""
    every = table.picked(Query(pais=asked.pais, prioridad=asked.prioridad))
    topic = latest_topics(every).get(asked.prioridad, "")
    return topic if topic and every["country"].nunique() == 1 else asked.prioridad


def _named(key: str, value: str, lang: str) -> str:
    return text(key, lang) if has(key, lang) else value
