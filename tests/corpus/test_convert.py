"""Conversion is whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.cli.main import run
from meta87.corpus.convert import FORMATS, Imported, format_of, imported, written
from meta87.corpus.journal import passage_id
from meta87.errors import InputError, UsageError
from meta87.report.error_texts import sentence
from tests.corpus.build import TEXT, record, write

THEMES = (
    "una lista de child_labour, forced_labour, trafficking, migration; un tema propio va en "
    "minúsculas y con guiones bajos."
)


def test_every_fault_is_named_with_its_line_and_nothing_is_written(tmp_path, capsys) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        "id,report,text,kind,themes,entities\n"
        f"a,r,{TEXT},output,,\n"
        f"a,r,{TEXT},salida,2 temas,\n"
        f"a,r,{TEXT},output,,\n"
        f'b,,{TEXT},,trata,"[{{""label"": ""DATE"", ""start"": 0, ""end"": 4, ""text"": ""mayo""}}]"\n',
        "utf8",
    )
    target = tmp_path / "a.jsonl"
    target.write_text("antes", "utf8")
    assert run(["corpus", "convert", str(source), str(target), "--force", "--lang", "es"]) == 2
    first, *faults = capsys.readouterr().err.splitlines()
    assert "hay 6 errores. No se ha escrito nada; corríjalos" in first
    assert faults == [
        f"«themes» lleva «2 temas» en 1 línea (3): use {THEMES}",
        "«kind» es «salida» en 1 línea (3): use output, process, context.",
        "El id «a» se repite (línea 4); ya está en la línea 2.",
        "Línea 5: no vale entities: text[0:4] ≠ 'mayo'.",
        "Falta «report» (línea 5).",
        "Falta «kind» (línea 5).",
    ]
    assert target.read_text("utf8") == "antes"


LABELS = "trabajo infantil, trabajo forzoso, trata de personas, migración"


@pytest.mark.parametrize(
    ("kind", "themes", "told"),
    [
        ("resultado", "trabajo infantl", "«Temas» lleva «trabajo infantl» en 1 línea (2)"),
        ("resultado", "trabajo_infantl", "¿Quiso decir «trabajo infantil»?"),
        ("resultado", "resultado", f"«Temas» lleva «resultado» en 1 línea (2): use una lista de {LABELS};"),
        ("salida", "trata", "«Tipo» es «salida» en 1 línea (2): use resultado, proceso, contexto."),
        ("", "trata", "Falta «Tipo» (línea 2)."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_cell_is_quoted_and_told_in_the_words_of_the_sheet(
    tmp_path, kind, themes, told
) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"Informe;Texto;Tipo;Temas\nr;Se celebró.;{kind};{themes}\n", "utf8")
    with pytest.raises(UsageError) as caught:
        imported(source, FORMATS["csv"], drafts=False)
    (fault,) = caught.value.details["faults"]
    assert told in sentence(fault, "es")


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ({"data": {"text": TEXT}, "annotations": [{"result": []}] * 2},
         "Tarea 1: tiene 2 anotaciones. Deje una."),
        ({"text": TEXT, "kind": "output"},
         "Tarea 1: falta «data». Exporte de Label Studio como JSON, no como JSON-MIN."),
    ],
)  # fmt: skip
def test_a_task_that_is_not_read_is_told_with_what_to_do(tmp_path, task, told) -> None:
    source = tmp_path / "a.json"
    source.write_text(json.dumps([task]), "utf8")
    with pytest.raises(UsageError) as caught:
        imported(source, FORMATS["label-studio"], drafts=False)
    assert [sentence(fault, "es") for fault in caught.value.details["faults"]] == [told]


def test_drafts_pass_when_asked(tmp_path) -> None:
    source = write(tmp_path / "a.jsonl", [{"id": "a", "text": "Se celebró."}])
    with pytest.raises(UsageError, match="import-empty"):
        imported(source, FORMATS["jsonl"], drafts=False)
    target = tmp_path / "b" / "a.xlsx"
    made = imported(source, FORMATS["jsonl"], drafts=True)
    assert written(made.records, target, FORMATS["xlsx"]) is None
    assert imported(target, FORMATS["xlsx"], drafts=True) == made
    assert made == Imported([{"id": "a", "text": "Se celebró."}], [])


def test_a_tool_gets_its_interface_and_themes_of_their_own_are_told(tmp_path, capsys) -> None:
    source = write(tmp_path / "a.jsonl", [record(themes=["migration", "domestic_work"])])
    target = tmp_path / "tareas.json"
    assert run(["corpus", "convert", str(source), str(target)]) == 0
    assert "domestic_work" in capsys.readouterr().err
    interface = tmp_path / "tareas.json.xml"
    assert interface.read_text("utf8").count("domestic_work") == 1
    target.unlink()
    interface.write_text("edited")
    assert run(["corpus", "convert", str(source), str(target)]) == 2
    assert interface.read_text("utf8") == "edited"
    assert not target.exists()


def test_what_nobody_has_annotated_is_left_out_and_counted(tmp_path) -> None:
    task = {"data": {"text": "Se celebró.", "report": "r"}}
    done = {"result": [{"value": {"choices": ["process"]}}]}
    skipped = {"result": [], "was_cancelled": True}
    tasks = [{**task, "annotations": each} for each in ([done], [skipped], [])]
    source = tmp_path / "a.json"
    source.write_text(json.dumps(tasks), "utf8")
    found = imported(source, FORMATS["label-studio"], drafts=False)
    assert found.skipped == [2, 3]
    assert found.records == [
        {
            "id": passage_id("Se celebró.", "r\0"),
            "report": "r", "text": "Se celebró.", "kind": "process", "themes": [],
        }
    ]  # fmt: skip


def test_two_copies_of_a_sheet_have_the_same_ids_and_words_that_come_again_another(
    tmp_path,
) -> None:
    rows = "a;Se celebró.;proceso;\na;Se celebró.;proceso;\nb;Se celebró.;proceso;\n"
    found = []
    for name in ("ana.csv", "luis.csv"):
        source = tmp_path / name
        source.write_text(f"Informe;Texto;Tipo;Temas\n{rows}", "utf8")
        records = imported(source, FORMATS["csv"], drafts=False).records
        found.append([record["id"] for record in records])
    assert found[0] == found[1]
    assert found[0][1] == f"{found[0][0]}-2"
    assert len({*found[0]}) == 3


def test_a_column_that_is_missing_is_named_with_those_that_there_are(tmp_path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("Texto;Informe;Temas\na;b;c\n", "utf8")
    with pytest.raises(UsageError) as caught:
        imported(source, FORMATS["csv"], drafts=False)
    assert sentence(caught.value, "es") == (
        f"A «{source}» le falta: «tipo» (kind). Columnas: Texto, Informe, Temas. "
        "Valen sus nombres en español o en inglés, en cualquier orden."
    )
    assert f"“{source}” lacks: “kind” (tipo). Columns: " in sentence(caught.value, "en")


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.jsonl", "jsonl"), ("A.CSV", "csv"), ("a.json", "label-studio"), ("a.spacy", "spacy")],
)
def test_the_ending_tells_the_format(file, name) -> None:
    assert format_of(Path(file)).name == name
    assert format_of(Path(file), "doccano").name == "doccano"


def test_an_unknown_ending_an_empty_file_and_a_missing_one_are_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match="corpus-format-unknown"):
        format_of(Path("a.ods"))
    with pytest.raises(UsageError, match="import-empty"):
        imported(write(tmp_path / "a.jsonl", []), FORMATS["jsonl"], drafts=False)
    with pytest.raises(InputError, match="file-missing"):
        imported(tmp_path / "b.jsonl", FORMATS["jsonl"], drafts=False)
    with pytest.raises(InputError, match="file-is-folder"):
        imported(tmp_path, FORMATS["jsonl"], drafts=False)
