"""Whatever a passage holds comes back from every format as it went in."""

from __future__ import annotations

import pytest

from meta87.corpus.convert import FORMATS
from meta87.errors import UsageError
from tests.corpus.build import entity, record

EVERYTHING = record(
    question="3",
    topic="Formación; capacitación",
    answer="vd-2024-3",
    context='Antes: "nada".\n',
    themes=["migration", "child_labour"],
    phenomena=["lead-in", "long sentence"],
    pair="p7",
    writer="w3",
    annotators=["w3", "a1"],
    split="train",
    note={"why": ["a", None]},
    entities=[
        entity("PARTICIPANTS", "20 jueces", value={"number": 20, "bound": None}),
        entity("DATE", "mayo de 2024", value={"from": "2024-05-01", "to": "2024-05-31"}),
        entity("INSTITUTION", "OIT", sure=False),
    ],
)
AWKWARD = [
    record("1", text="=SUMA(A1;B2)", themes=[], annotators=2),
    record("002", text="Línea una\r\nlínea dos\n\n", context="", topic=""),
    record("c", text="😀 ¿Qué?\tEl 5\u00a0de mayo…", entities=[], year=None, phenomena=[]),
    record("d", text="# text = nada", themes=["trafficking"], country=" VD "),
    record("e", text="raro \x0b\uffff y\x85más", report="2024", question="007", answer=12),
    record("f", text="INM2024 y CNE-3", entities=[
        {"label": "INSTITUTION", "start": 0, "end": 3, "text": "INM"},
        {"label": "DATE", "start": 3, "end": 7, "text": "2024"},
        {"label": "INSTRUMENT", "start": 10, "end": 15, "text": "CNE-3"},
    ]),
    record("g", phenomena=["uno; dos"], writer="[", topic="[]"),
]  # fmt: skip
DRAFTS = [
    {"id": "h", "text": "Se celebró una reunión."},
    {"id": "i", "text": "Sin tipo.", "themes": [], "kind": None, "report": ""},
]


def back(name: str, records: list) -> list:
    rows = list(FORMATS[name].read(FORMATS[name].write(records)))
    assert [row.faults for row in rows] == [()] * len(records)
    return [row.record for row in rows]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("records", [[EVERYTHING], AWKWARD, DRAFTS], ids=["all", "odd", "drafts"])
def test_passages_come_back_whole(name, records) -> None:
    assert back(name, records) == records


def test_a_workbook_refuses_what_no_cell_holds() -> None:
    with pytest.raises(UsageError, match="cell-too-long"):
        FORMATS["xlsx"].write([record("long", text="a" * 33_000)])
