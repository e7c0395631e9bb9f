"""The charts of an archive: what their rows count, and the passages that their figures lead to."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format, write_tables
from meta87.archive.summary.html import charts
from meta87.web.archive_query import Links, Query, query
from meta87.web.archive_table import Table, table_of
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


@pytest.mark.parametrize(
    ("title", "row", "counts"),
    [
        ("Chile", 0, [2]),
        ("Chile: prioridad 2, Registro de casos", 1, [2]),
        ("Repetido de años anteriores", 1, [1, 2]),
    ],
)
def test_a_figure_leads_to_what_it_counts(table, title, row, counts) -> None:
    made = charts(table.summary, "es", Links(Query(), "/a").link)
    (chart,) = [each for each in made if each.title == title]
    links = [re.fullmatch(r'<a href="(.+)">(\d+)</a>', each) for each in chart.rows[row].figures]
    led = {unescape(each[1]): int(each[2]) for each in links if each}
    assert [*led.values()] == counts
    for address, count in led.items():
        given = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
        assert len(table.picked(query(given))) == count
