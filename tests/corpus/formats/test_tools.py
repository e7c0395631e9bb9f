"""What other tools export is read as they write it, and their edits come through."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from typing import get_args

import pytest
import spacy
from lxml import etree
from openpyxl import Workbook, load_workbook
from spacy.tokens import DocBin

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.convert import FORMATS
from meta87.corpus.schema import EntityLabel
from tests.corpus.build import TEXT, entity, record

DATE = entity("DATE", "mayo de 2024", value={"from": "2024-05-01", "to": "2024-05-31"})
DATE_ALONE = entity("DATE", "mayo de 2024")
MADE = record(entities=[DATE, entity("INSTITUTION", "OIT")], note="queda")


def rows(name: str, data: bytes) -> list:
    return list(FORMATS[name].read(data))


def jsonl(fields: dict) -> bytes:
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode()


def written(name: str) -> dict:
    data = FORMATS[name].write([MADE])
    return json.loads(data)[0] if name == "label-studio" else json.loads(data)


def test_doccano_gives_labels_spans_and_its_own_columns() -> None:
    task = {"id": 31, "text": TEXT, "cats": ["output", "migration"], "report": "vd-2024",
            "entities": [{"id": 1, "label": "DATE", "start_offset": 3, "end_offset": 15}]}  # fmt: skip
    expected = {
        "id": "31", "report": "vd-2024", "text": TEXT, "kind": "output", "themes": ["migration"],
        "entities": [entity("DATE", "mayo de 2024")],
    }  # fmt: skip
    assert [row.record for row in rows("doccano", jsonl(task))] == [expected]
    spans = {**task, "entities": None, "label": [[3, 15, "DATE"], "Resultado", "migración"]}
    del spans["cats"]
    assert [row.record for row in rows("jsonl", jsonl(spans))] == [expected]


def test_the_choices_of_label_studio_in_a_cell_are_themes() -> None:
    cell = '"{""choices"":[""migration"",""trata""]}"'
    page = f"id,text,report,kind,themes\n1,{TEXT},r,output,{cell}\n"
    (row,) = rows("csv", page.encode())
    assert row.record["themes"] == ["migration", "trafficking"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_as_people_fill_it_in(encoding) -> None:
    page = (
        "Pasajes de la dirección;;;;\n"
        "Temas;Tipo;Texto;Informe;Año\n"
        " Trabajo infantil, trata;Resultado ;Se rescató a 9 niñas.;VD-1;2024\n"
        "ninguno;PROCESO;Se celebró una reunión.;VD-1;2024\n"
        ";;;;\n"
        "Pesca de altura;contexto;Es otra cuestión.;VD-1;2024\n"
    )
    found = [row.record for row in rows("csv", page.encode(encoding))]
    assert [(each["kind"], each["themes"]) for each in found] == [
        ("output", ["child_labour", "trafficking"]), ("process", []), ("context", ["pesca_de_altura"]),
    ]  # fmt: skip
    assert found[1] == {
        "report": "VD-1", "year": 2024, "text": "Se celebró una reunión.", "kind": "process",
        "themes": [],
    }  # fmt: skip


DRAFT = {"id": "a1", "report": "vd-2024", "text": TEXT,
         "predicted": {"kind": "process", "themes": ["migration", "trafficking"]}}  # fmt: skip


def test_what_a_model_proposes_in_a_workbook_counts_once_it_was_reviewed() -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write([DRAFT, DRAFT])))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, columns["temas"]).value == "migración; trata de personas"
    assert [choice.formula1 for choice in sheet.data_validations.dataValidation] == [
        "listas!$A$1:$A$3", "listas!$B$1:$B$16", "listas!$C$1:$C$1",
    ]  # fmt: skip
    assert book["guía"]["A1"].value == "Guía para anotar pasajes"
    sheet.cell(3, columns["revisado"]).value = "sí"
    page = io.BytesIO()
    book.save(page)
    assert [row.record for row in rows("xlsx", page.getvalue())] == [
        DRAFT, {**DRAFT, **DRAFT["predicted"]},
    ]  # fmt: skip


def test_what_a_model_proposes_to_label_studio_is_no_annotation() -> None:
    data = FORMATS["label-studio"].write([DRAFT])
    (prediction,) = json.loads(data)[0]["predictions"]
    assert [each["value"] for each in prediction["result"]] == [
        {"choices": ["process"]}, {"choices": ["migration", "trafficking"]},
    ]  # fmt: skip
    (row,) = rows("label-studio", data)
    assert "kind" not in row.record


@pytest.mark.parametrize("name", ["doccano", "label-studio"])
def test_edits_come_through_and_what_was_left_alone_stays(name) -> None:
    task = written(name)
    start = TEXT.index("20 jueces")
    if name == "doccano":
        task["cats"] = ["process"]
        task["entities"] = [[3, 15, "DATE"], [start, start + 9, "PARTICIPANTS"]]
    else:
        results = [r for r in task["annotations"][0]["result"] if r["from_name"] != "themes"]
        results[0]["value"] = {"choices": ["process"]}
        results[-1]["value"] = {
            "start": start, "end": start + 9, "text": "20 jueces", "labels": ["PARTICIPANTS"],
        }  # fmt: skip
        task["annotations"][0]["result"] = results
    (row,) = rows(name, jsonl([task] if name == "label-studio" else task))
    assert row.faults == ()
    assert row.record == {
        **MADE, "kind": "process", "themes": [],
        "entities": [DATE, entity("PARTICIPANTS", "20 jueces")],
    }  # fmt: skip


def test_a_cell_that_was_changed_is_read_and_its_neighbours_stay() -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write([{**MADE, "context": ""}])))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, columns["tipo"]).value == "resultado"
    sheet.cell(2, columns["tipo"]).value = "proceso"
    sheet.cell(2, columns["contexto"]).value = "Antes."
    page = io.BytesIO()
    book.save(page)
    (row,) = rows("xlsx", page.getvalue())
    assert row.record == {**MADE, "kind": "process", "context": "Antes."}


def test_a_sheet_of_others_needs_no_more_than_its_columns() -> None:
    book = Workbook()
    book.active.append(["Report", "id", "text", "kind", "themes", "year"])
    book.active.append(["vd-2024", 12, TEXT, "output", "migration; trafficking", 2024])
    book.active.append([None] * 6)
    page = io.BytesIO()
    book.save(page)
    (row,) = rows("xlsx", page.getvalue())
    assert row.record == {
        "id": "12", "report": "vd-2024", "year": 2024, "text": TEXT, "kind": "output",
        "themes": ["migration", "trafficking"],
    }  # fmt: skip


def test_a_sheet_takes_nothing_for_a_formula() -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write([record(text="=1+1")])))
    assert [c.data_type for c in book.active[2] if c.value == "=1+1"] == ["s"]


def test_the_line_of_a_row_is_that_of_the_file() -> None:
    page = 'id,report,text,kind,themes\na,r,"Uno\ny dos",context,\nb,r,"Tres",nada,\n'
    assert [row.line for row in rows("csv", page.encode())] == [2, 4]


OWN = record("b", themes=["migration", "domestic_work"])


def test_a_docbin_trains_spacy_as_it_is_with_themes_of_their_own() -> None:
    made = DocBin().from_bytes(FORMATS["spacy"].write([MADE, OWN]))
    docs = list(made.get_docs(spacy.blank("es").vocab))
    assert [doc.cats["domestic_work"] for doc in docs] == [0, 1]
    assert [(e.label_, e.text) for e in docs[0].ents] == [
        ("DATE", "mayo de 2024"), ("INSTITUTION", "OIT"),
    ]  # fmt: skip
    assert {label for label, score in docs[0].cats.items() if score} == {"output", "trafficking"}
    assert set(docs[0].cats) == {*KINDS, *THEMES, "domestic_work"}


def test_the_labelling_interface_offers_themes_of_their_own() -> None:
    page = FORMATS["label-studio"].labeling_config([MADE, OWN]).decode()
    (themes,) = etree.fromstring(page).xpath("//Choices[@name='themes']")
    assert [each.get("alias", each.get("value")) for each in themes] == [*THEMES, "domestic_work"]
    assert FORMATS["doccano"].labeling_config([OWN]) == b""


def test_the_labelling_interface_has_every_label() -> None:
    page = files("meta87.corpus.formats").joinpath("label_studio.xml").read_text("utf8")
    for label in (*KINDS, *THEMES, *get_args(EntityLabel)):
        assert f'alias="{label}"' in page


@pytest.mark.parametrize(
    ("name", "data", "faults"),
    [
        ("jsonl", b'{"id": "a"}\nno\n', [(), ("JSON",)]),
        ("jsonl", b'{"text": "a", "note": 1e999}', [("JSON",)]),
        ("jsonl", b'{"text": "a", "note": "\\ud800"}', [("JSON",)]),
        ("jsonl", b'{"a": ' + b"[" * 100_000, [("JSON",)]),
        ("label-studio", b"[" * 100_000, [("JSON",)]),
        ("doccano", '{"text": "Año"}'.encode("cp1252"), [("UTF-8",)]),
        ("label-studio", b"{}", [("JSON: []",)]),
        ("label-studio", b"[", [("JSON",)]),
        ("label-studio", b"\xf1", [("UTF-8",)]),
        ("label-studio", b'[{"data": {"text": "a", "meta": {"year": NaN}}}]', [("JSON",)]),
        ("label-studio", jsonl([{"data": {"text": "a"}, "annotations": [{"result": []}] * 2}]),
         [("annotations: 2",)]),
        ("csv", b"id,report,text,kind,themes,meta\na,r,t,output,,{\n", [("meta: JSON",)]),
        ("xlsx", b"PK", [("XLSX",)]),
        ("csv", b"id,report,text,kind,themes,meta\na,r,t,output,,[1]\n", [("meta: JSON",)]),
        ("csv", b"id,report,text,kind,themes,annotators\na,r,t,output,,[NaN]\n", [("JSON",)]),
        ("spacy", b"nada", [("DocBin",)]),
    ],
)  # fmt: skip
def test_what_is_no_passage_is_a_fault(name, data, faults) -> None:
    assert [row.faults for row in rows(name, data)] == faults


@pytest.mark.parametrize("meta", ["[1]", '{"year": Infinity}', "{"])
def test_what_a_document_carries_is_a_json_object(meta) -> None:
    doc = spacy.blank("es").make_doc("Uno")
    doc.user_data["meta87"] = meta
    (row,) = rows("spacy", DocBin(docs=[doc], store_user_data=True).to_bytes())
    assert row.faults == ("meta87: JSON",)


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_a_very_long_passage_is_read_as_it_was_written(name) -> None:
    long = record(text="Se formó a 20 jueces. " * 10_000)
    (row,) = rows(name, FORMATS[name].write([long]))
    assert row.record["text"] == long["text"]


@pytest.mark.parametrize("entities", [5, [5], [{"start": 0}], [{"start": 0, "end": 3, "label": 1}]])
def test_carried_entities_that_are_none_give_way_to_the_spans(entities) -> None:
    task = written("label-studio")
    task["data"]["meta"]["entities"] = entities
    (row,) = rows("label-studio", jsonl([task]))
    assert row.record["entities"] == [DATE_ALONE, entity("INSTITUTION", "OIT")]


def test_an_offset_that_misses_its_words_is_a_fault() -> None:
    task = written("label-studio")
    task["annotations"][0]["result"][-1]["value"]["start"] += 1
    (row,) = rows("label-studio", jsonl([task]))
    assert row.faults == ("20–22: 'OIT' ≠ 'IT'",)
