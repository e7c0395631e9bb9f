"""The charts of an archive: what their rows count, and the passages that their figures lead to."""

from __future__ import annotations

import pytest

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format, write_tables
from meta87.archive.summary.figures import summarise
from meta87.archive.summary.html import charts
from meta87.web.archive_charts import Links, matrix
from meta87.web.archive_query import Query
from meta87.web.archive_table import Table, table_of
from meta87.web.archive_views import chips
from tests.archive.summary.test_summary import record


def asked(place: str, topic: str, priority: int, **more: str) -> dict:
    about = {"question_id": "priority_progress", "topic": topic, "priority": priority}
    return {**record(place, "output", []), **about, **more}


@pytest.fixture
def table(tmp_path) -> Table:
    rows = [
        asked("CL-2022-1", "Trata", 1),
        asked("CL-2022-2", "Registro", 2),
        asked("CL-2023-1", "Registro de casos", 2),
        asked("CL-2023-1", "Registro de casos", 2, repeated="edited"),
        asked("MX-2023-1", "Migración", 2),
    ]
    tables = {"passages": rows, "answers": [], "findings": []}
    write_tables(Format.FOLDER, tmp_path, tables, Options("m"))
    return table_of(tmp_path)


def test_a_priority_is_one_row_over_the_years_whatever_its_words(table) -> None:
    picked = table.picked(Query(pais="CL"))
    found = matrix(picked, summarise(picked), Links(Query(), "/a"), "es")
    assert [row.name for row in found.rows] == ["Trata", "Registro de casos"]
    assert [each and each.total for each in found.rows[1].cells] == [1, 2]
    assert found.rows[1].cells[1].all == "/a/pasajes?pais=CL&anio=2023&prioridad=2"
    assert len(table.picked(Query(pais="CL", prioridad="2"))) == 3
    assert len(table.picked(Query(prioridad="x"))) == 0


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (Query(pais="CL", anio="2022", prioridad="2"), ("prioridad", "Registro de casos")),
        (Query(prioridad="2"), ("prioridad", "2")),  # of two countries
        (Query(personas="children reached"), ("personas", "Niñez y adolescencia, atendidas")),
        (Query(personas="x y"), ("personas", "x, y")),
        (Query(repetido="-"), ("repetido", "nuevo")),
    ],
)
def test_a_filter_without_a_field_is_told_in_words(table, query, told) -> None:
    assert [*chips(query, table, "es")] == [told]


def test_what_is_repeated_leads_to_its_passages(table) -> None:
    made = charts(table.summary, "es", Links(Query(), "/a").link)
    (chart,) = [each for each in made if each.title == "Repetido de años anteriores"]
    assert chart.rows[1].figures == [
        "0", '<a href="/a/pasajes?anio=2023&amp;repetido=edited">1</a>',
        "0", '<a href="/a/pasajes?anio=2023&amp;repetido=-">2</a>',
    ]  # fmt: skip
    assert len(table.picked(Query(anio="2023", repetido="edited"))) == 1
    assert len(table.picked(Query(anio="2023", repetido="-"))) == 2
