"""The commands of settings, baseline and explanation, as their users run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from meta87.cli.main import run

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/informe-valdoria-2024.docx"


@pytest.fixture
def form(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(EXAMPLE, tmp_path / "informe.docx"))


def found(form: Path, capsys, *args: str) -> list[str]:
    capsys.readouterr()
    run(["check", str(form), "--format", "json", *args])
    return [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]]


def test_a_settings_file_beside_the_report_is_in_force(form, capsys) -> None:
    (form.parent / "meta87.toml").write_text('select = ["RES001"]\nformat = "compact"\n', "utf8")
    assert set(found(form, capsys)) == {"RES001"}
    assert run(["check", str(form)]) == 1
    assert capsys.readouterr().out.startswith("informe.docx, pregunta 2: error RES001")
    assert set(found(form, capsys, "--select", "PER001,COM001")) == {"PER001", "COM001"}
    assert run(["check", str(form), "--fail-on", "never"]) == 0


def test_config_show_says_what_is_in_force_and_from_where(form, capsys) -> None:
    (form.parent / "meta87.toml").write_text('\nselect = ["RES"]\n', "utf8")
    assert run(["config", "show", str(form), "--ignore", "RES002"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "meta87.toml" in lines[0]
    told = {line.split()[0]: line for line in lines[1:]}
    assert "(línea 2)" in told["select"]
    assert "(de la orden)" in told["ignore"]
    assert "(si no se dice)" in told["fail_on"]


@pytest.mark.parametrize(
    "args", [["check", "{}"], ["config", "show", "{}"], ["explain", "{}", "-q", "2"]]
)
def test_wrong_settings_are_wrong_use(args, form, capsys) -> None:
    (form.parent / "meta87.toml").write_text("nada = 1\n", "utf8")
    assert run([each.format(form) for each in args]) == 2
    assert "1: no existe el ajuste «nada»" in capsys.readouterr().err


def test_an_exception_is_in_force_and_an_unused_one_is_told(form, capsys) -> None:
    exception = (
        '[[exception]]\nrule = "{}"\nquestion = "{}"\nreason = "Anexo."\ndate = 2025-01-01\n'
    )
    (form.parent / "meta87-excepciones.toml").write_text(
        exception.format("PER001", "4") + exception.format("PER001", "1"), "utf8"
    )
    assert "PER001" not in found(form, capsys)
    run(["check", str(form)])
    shown = capsys.readouterr()
    assert "Apartadas por excepciones: 1." in " ".join(shown.out.split())
    assert "la excepción de PER001 («1») no aparta nada" in shown.err


def test_the_baseline_is_written_checked_and_pruned(form, capsys) -> None:
    assert run(["baseline", "check", str(form)]) == 2
    assert run(["baseline", "write", str(form)]) == 0
    place = form.parent / "meta87-base.json"
    before = json.loads(place.read_text("utf8"))["findings"]
    assert run(["baseline", "check", str(form)]) == 0
    assert run(["check", str(form), "--baseline", str(place)]) == 0
    place.write_text(
        json.dumps({"schema": 1, "findings": {k: before[k] for k in list(before)[1:]}}), "utf8"
    )
    assert run(["baseline", "check", str(form)]) == 1
    stale = {**before, "0" * 16: {**next(iter(before.values()))}}
    place.write_text(json.dumps({"schema": 1, "findings": stale}), "utf8")
    assert run(["baseline", "prune", str(form)]) == 0
    assert json.loads(place.read_text("utf8"))["findings"] == before


def test_an_answer_is_explained(capsys) -> None:
    assert run(["explain", str(EXAMPLE), "--question", "4"]) == 0
    shown = capsys.readouterr().out
    assert "fecha: «26 de octubre de 2023» = 2023-10-26 [día y mes]" in shown
    assert "✗ PER001" in shown
    assert "– RES001" in shown
    assert "se apoya en" in shown


def test_a_question_that_is_not_there_is_told(capsys) -> None:
    assert run(["explain", str(EXAMPLE), "--question", "99"]) == 2
    assert "no tiene la pregunta «99»" in capsys.readouterr().err
