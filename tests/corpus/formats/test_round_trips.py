"""Whatever a passage holds comes back from every format as it went in."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta87.classify.labels import KINDS, THEME_NAME, THEMES
from meta87.corpus.convert import FORMATS
from meta87.corpus.rows import Row
from meta87.corpus.schema import EntityLabel, Record, is_theme, validated
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


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
names = st.from_regex(THEME_NAME, fullmatch=True).filter(is_theme)
themes = st.lists(st.one_of(st.sampled_from(THEMES), names), unique=True, max_size=4)
labels = st.sampled_from(get_args(EntityLabel))
simple = st.one_of(st.none(), st.integers(-9, 9), texts, st.lists(texts, max_size=2))


@st.composite
def records(draw):
    text = draw(texts.filter(str.strip))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    entities = [
        {"label": draw(labels), "start": a, "end": b, "text": text[a:b]}
        for a, b in zip(edges[::2], edges[1::2], strict=False)
        if text[a:b] == text[a:b].strip()
    ]
    made = record(
        draw(texts),
        text=text,
        kind=draw(st.sampled_from(KINDS)),
        themes=draw(themes),
        extra=draw(simple),
        context=draw(texts),
        annotators=draw(st.one_of(st.integers(1, 9), st.lists(texts, max_size=2))),
        phenomena=draw(st.lists(texts, max_size=2)),
    )
    return {**made, "entities": entities} if draw(st.booleans()) else made


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=records())
def test_any_valid_passage_comes_back_whole(name, made) -> None:
    assert validated([Row(1, made)], Record).faults == []
    assert back(name, [made]) == [made]
