"""The filters that no field of the form shows, in words."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.messages import has, text
from meta87.web.archive_query import UNKNOWN, Query
from meta87.web.archive_table import Table, latest_topics

HIDDEN = ("informe", "prioridad", "repetido")  # parameters that no field of the form has


def chips(asked: Query, table: Table, lang: str) -> Iterator[tuple[str, str]]:
    """Yields the parameter and the value in words of each filter that is on and has no field."""
    group, _, scope = asked.personas.partition(" ")
    people = [_named(f"ui.group.{group}", group, lang), _named(f"ui.scope.{scope}", scope, lang)]
    repeated = "new" if asked.repetido == UNKNOWN else asked.repetido
    values = {
        "informe": asked.informe,
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
