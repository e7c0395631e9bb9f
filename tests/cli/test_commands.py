"""The commands as their users run them, over the example form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.cli.main import run
from meta87.rules.registry import RULES
from tests.corpus.build import write
from tests.form.build import FORM

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/informe-valdoria-2024.docx"
TRAINED = "Del 3 al 5 de junio de 2024 se capacitó a 40 fiscales en trata de personas."
RECORDS = [
    {"id": "a", "text": TRAINED},
    {"id": "b", "extra": {"x": 1}, "text": "Persiste la falta de presupuesto.", "year": 2023},
]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write(tmp_path / "pasajes.jsonl", RECORDS)


def test_check_shows_findings_and_says_so_with_its_code(capsys) -> None:
    assert run(["check", str(EXAMPLE)]) == 1
    shown = capsys.readouterr()
    assert "Por corregir: solo cuenta procesos (RES001)" in shown.out
    assert shown.err == ""


def test_check_agrees_with_what_the_example_is_known_to_hold(capsys) -> None:
    assert run(["check", str(EXAMPLE), "--format", "json", "--fail-on", "never"]) == 0
    made = json.loads(capsys.readouterr().out)
    known = json.loads((ROOT / "examples/expected.json").read_text("utf8"))
    given = {a["question"]: a for a in made["answers"]}
    for answer in known["answers"]:
        found = given[answer["question"]]
        ticked = [c["label"] for c in found["choices"] if c["checked"]]
        assert (found["required"], ticked) == (answer["required"], answer["ticked"])
    codes = {(f["question"], f["code"]) for f in made["findings"]}
    assert codes == {(a["question"], code) for a in known["answers"] for code in a["findings"]}


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("Aviso", 1), ("never", 0)])
def test_the_exit_code_follows_fail_on(fail_on, code, capsys) -> None:
    assert run(["check", str(EXAMPLE), "--profile", "fast", "--fail-on", fail_on]) == code


def test_results_go_to_a_file_and_the_rest_to_standard_error(tmp_path, capsys) -> None:
    out = tmp_path / "nueva" / "revision.json"
    run(["check", str(EXAMPLE), "--format", "json", "--out", str(out)])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert str(out) in shown.err
    assert json.loads(out.read_text("utf8"))["schema"] == 1


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_what_no_table_has_a_place_for_goes_to_standard_error(name, tmp_path, capsys) -> None:
    draft = tmp_path / "informe.md"
    draft.write_text("\n\n".join(("Unidad de Planificación", *FORM)), "utf8")
    run(["check", str(draft), "--profile", "fast", "--format", name])
    told = "No se revisó bajo ninguna pregunta: 1 fragmento («Unidad de Planificación»)."
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("name", ["memoria.txt", "memoria.docx", "foto.jpg"])
def test_another_document_is_not_checked_and_the_sentence_says_what_to_do(
    name, tmp_path, capsys
) -> None:
    memoria = tmp_path / name
    memoria.write_text("En mayo de 2024 se celebraron nueve reuniones de coordinación.", "utf8")
    assert run(["check", str(memoria), "--period", "2024-01:2024-12"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    for told in (name, "--template", "meta87 tag"):
        assert told in shown.err


def test_our_own_page_is_no_report(tmp_path, capsys) -> None:
    page = tmp_path / "revision.html"
    assert run(["check", str(EXAMPLE), "--out", str(page)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[-2].startswith("19 observaciones: ")
    assert told[-1].startswith("Empiece por las preguntas 2, ")
    assert run(["check", str(page)]) == 3
    assert "hecha por Meta87" in capsys.readouterr().err


def test_tag_gives_records_back_with_their_fields(records, capsys) -> None:
    assert run(["tag", str(records), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [{k: v for k, v in row.items() if k != "predicted"} for row in rows] == RECORDS
    first = rows[0]["predicted"]
    contract = {"themes", "theme_scores", "kind", "kind_scores", "entities", "evidence"}
    assert set(first) == {*contract, "doubtful"}
    assert (first["kind"], first["themes"]) == ("output", ["trafficking"])
    assert [(e["label"], e["text"]) for e in first["entities"]] == [
        ("DATE", "Del 3 al 5 de junio de 2024"),
        ("PARTICIPANTS", "40 fiscales"),
    ]


def test_the_rule_of_a_family_is_the_list_of_its_rules(capsys):
    assert run(["rule", "per"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "PER001", "PER002", "PER003",
    ]  # fmt: skip
    assert run(["rule", "per", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["code"] == "PER001"


def test_a_folder_that_is_made_is_told(tmp_path, capsys) -> None:
    for told in (True, False):
        assert run(["rules", "--out", str(tmp_path / "nueva/reglas.txt")]) == 0
        assert ("Se creó la carpeta" in capsys.readouterr().err) is told


def test_rules_are_listed_and_shown(capsys) -> None:
    assert run(["rules"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(RULES)
    assert run(["rule", "process-only"]) == 0
    shown = capsys.readouterr().out
    for part in ("resultados en lugar de procesos", "Por qué", "que no la cumple", "que la cumple"):
        assert part in shown
    assert run(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {r["code"] for r in listed} == {r.code for r in RULES}
    assert all(r["why"] and r["bad"] and r["good"] for r in listed)
