"""``meta87 corpus`` as a data team runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import load_workbook

from meta87.cli.corpus import Format
from meta87.cli.main import run
from meta87.corpus.convert import FORMATS
from tests.corpus.build import record, write

OTHER = "El Consejo aprobó en sesión plenaria un protocolo nuevo de atención a víctimas."


@pytest.fixture(autouse=True)
def in_spanish(monkeypatch) -> None:
    """Whatever language another test has asked for."""
    monkeypatch.setenv("META87_LANG", "es")


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    return write(tmp_path / "pasajes.jsonl", [record("1"), record("2", text=OTHER, kind="process")])


def test_check_tells_every_fault_with_its_place_and_exits_with_2(tmp_path, capsys) -> None:
    bad = write(tmp_path / "malos.jsonl", [record("1"), record("1", kind="salida"), record("2")])
    assert run(["corpus", "check", str(bad)]) == 2
    first, second, total = capsys.readouterr().out.splitlines()
    assert first == f"{bad}:2: «kind» es «salida» en 1 línea (2): use output, process, context."
    assert second == f"{bad}:3: Mismo texto y contexto que malos.jsonl:1."
    assert total == "Errores: 2, en 2 pasajes de 1 archivo."


def test_what_many_passages_lack_is_told_once_with_their_lines(tmp_path, capsys) -> None:
    made = [record(str(n), text=f"Acto {n}.") for n in range(4)]
    bad = write(tmp_path / "a.jsonl", [{**made[0], "split": "train"}, *made[1:]])
    assert run(["corpus", "check", str(bad)]) == 2
    first, *_ = capsys.readouterr().out.splitlines()
    assert first == f"{bad}:2: Falta «split», que otros pasajes sí tienen. (líneas 2-4)"


def test_check_says_when_all_is_well(passages, capsys) -> None:
    assert run(["corpus", "check", str(passages)]) == 0
    assert capsys.readouterr().out == "Sin errores: 2 pasajes de 1 informe en 1 archivo.\n"


def test_stats_for_people_and_for_programs(passages, capsys) -> None:
    assert run(["corpus", "stats", str(passages.parent)]) == 0
    assert "proceso                         1   50,0 %" in capsys.readouterr().out
    assert run(["corpus", "stats", str(passages), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["kinds"] == {"output": 1, "process": 1, "context": 0}


def test_agreement_for_people_and_for_programs(passages, tmp_path, capsys) -> None:
    second = write(tmp_path / "b.jsonl", [
        {"id": "1", "annotator": "b", "kind": "output", "themes": ["trafficking"]},
        {"id": "2", "annotator": "b", "kind": "context", "themes": ["trafficking"]},
    ])  # fmt: skip
    assert run(["corpus", "agreement", str(passages), str(second)]) == 0
    shown = capsys.readouterr().out
    assert "Alfa de Krippendorff del tipo: 0,400" in shown
    assert f"  2  proceso ≠ contexto\n    {OTHER}\n" in shown
    assert run(["corpus", "agreement", str(passages), str(second), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["passages"] == 2


@pytest.mark.parametrize("name", get_args(Format))
def test_convert_goes_there_and_back(name, passages, tmp_path, capsys) -> None:
    there, back = str(tmp_path / "ida"), tmp_path / "vuelta.jsonl"
    assert run(["corpus", "convert", str(passages), there, "--to", name]) == 0
    assert run(["corpus", "convert", there, str(back), "--from", name]) == 0
    read = [
        [json.loads(line) for line in p.read_text("utf8").splitlines()] for p in (passages, back)
    ]
    assert read[0] == read[1]
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Escritos 2 pasajes" in shown.err


def test_a_template_is_filled_in_and_brought_back(tmp_path, capsys) -> None:
    archive = write(tmp_path / "archivo.jsonl", [{"text": OTHER, "report": "r"}] * 2)
    book, out = tmp_path / "todo.xlsx", tmp_path / "nuestros.jsonl"
    assert run(["corpus", "template", str(book)]) == 0
    assert run(["corpus", "template", str(book), str(archive), "--force"]) == 0
    filled = load_workbook(book)
    sheet = filled.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, columns["tipo"]).value == "resultado"
    assert run(["corpus", "convert", str(book), str(out)]) == 2
    assert "ningún pasaje anotado (sin anotar: 1)" in capsys.readouterr().err
    sheet.cell(2, columns["revisado"]).value = "Sí"
    sheet.cell(2, columns["tipo"]).value = None
    filled.save(book)
    assert run(["corpus", "convert", str(book), str(out)]) == 2
    assert "Falta «tipo» (línea 2)." in capsys.readouterr().err
    sheet.cell(2, columns["tipo"]).value = "resultado"
    sheet.cell(3, columns["texto"]).value = "Sin anotar."
    filled.save(book)
    assert run(["corpus", "convert", str(book), str(out)]) == 0
    assert "Se omitió 1 sin anotar o sin revisar (fila 3)." in capsys.readouterr().err
    made = json.loads(out.read_text("utf8"))
    assert (made["kind"], made["themes"]) == ("output", ["trafficking"])


def test_convert_offers_every_format() -> None:
    assert list(get_args(Format)) == list(FORMATS)


def test_sample_gives_records_to_annotate(tmp_path, capsys) -> None:
    texts = [OTHER, "Persiste la falta de presupuesto.", "Se trabaja en el protocolo.", OTHER]
    archive = write(tmp_path / "archivo.jsonl", [{"text": text} for text in texts])
    assert run(["corpus", "sample", str(archive), "--n", "2"]) == 0
    shown = capsys.readouterr()
    picked = [json.loads(line) for line in shown.out.splitlines()]
    assert len({each["text"] for each in picked}) == 2
    assert all(set(each) == {"id", "text", "predicted"} for each in picked)
    assert "Elegidos 2 de 4 pasajes." in shown.err


def test_what_a_person_may_have_annotated_is_not_overwritten(passages, tmp_path, capsys) -> None:
    archive = write(tmp_path / "archivo.jsonl", [{"text": OTHER, "report": "r"}])
    book = tmp_path / "todo.xlsx"
    for args in (
        ["template", str(book)],
        ["sample", str(archive), "--out", str(book)],
        ["convert", str(passages), str(book)],
    ):
        book.write_bytes(b"annotated")
        assert run(["corpus", *args]) == 2
        assert "ya existe y no se sobrescribe" in capsys.readouterr().err
        assert book.read_bytes() == b"annotated"
        assert run(["corpus", *args, "--force"]) == 0
        assert len(load_workbook(book).worksheets) > 1
