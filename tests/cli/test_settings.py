"""The commands of settings and explanation, as their users run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from meta87.cli.main import run

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/informe-valdoria-2024.docx"
CHECK = ["check", "--profile", "fast"]


@pytest.fixture
def form(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(EXAMPLE, tmp_path / "informe.docx"))


def found(form: Path, capsys, *args: str) -> list[str]:
    capsys.readouterr()
    run([*CHECK, str(form), "--format", "json", *args])
    return [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]]


def test_a_settings_file_beside_the_report_is_in_force(form, capsys) -> None:
    (form.parent / "meta87.toml").write_text('select = ["RES001"]\nformat = "jsonl"\n', "utf8")
    assert set(found(form, capsys)) == {"RES001"}
    assert run([*CHECK, str(form)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert {json.loads(line)["code"] for line in lines} == {"RES001"}
    assert set(found(form, capsys, "--select", "PER001,COM001")) == {"PER001", "COM001"}
    assert run([*CHECK, str(form), "--fail-on", "never"]) == 0


def test_config_show_says_what_is_in_force_and_from_where(form, capsys) -> None:
    (form.parent / "meta87.toml").write_text('\nselect = ["RES"]\n', "utf8")
    assert run(["config", "show", str(form), "--ignore", "RES002"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "meta87.toml" in lines[0]
    told = {line.split()[0]: line for line in lines[1:]}
    assert "(del archivo)" in told["select"]
    assert "(de la orden)" in told["ignore"]
    assert "(si no se dice)" in told["fail_on"]
    assert '"sugerencia"' in told["min_level"]


def test_settings_of_a_question_that_the_report_lacks_are_told(form, capsys) -> None:
    (form.parent / "meta87.toml").write_text('[questions.55]\nignore = ["RES"]\n', "utf8")
    run([*CHECK, str(form)])
    assert "no tiene la pregunta 55" in capsys.readouterr().err


def test_what_is_ignored_in_a_question_is_left_out_and_counted(form, capsys) -> None:
    assert "PER001" in found(form, capsys)
    (form.parent / "meta87.toml").write_text('[questions.4]\nignore = ["PER001"]\n', "utf8")
    assert "PER001" not in found(form, capsys)
    run([*CHECK, str(form)])
    assert "Por los ajustes no se muestra 1." in " ".join(capsys.readouterr().out.split())
    run(["explain", str(form), "-q", "4"])
    assert "PER001: apartada en esta pregunta por los ajustes." in capsys.readouterr().out


def test_an_answer_is_explained(capsys) -> None:
    assert run(["explain", str(EXAMPLE), "--question", "4"]) == 0
    shown = capsys.readouterr().out
    assert "fecha: «26 de octubre de 2023» = 2023-10-26" in shown
    assert "(PER001)" in shown
    assert "se apoya en" in shown
    rules = shown[shown.index("Reglas que se probaron:") :].splitlines()[1:]
    assert rules[0].startswith("  ✗ Fecha fuera del período")
    assert rules[1].endswith("sin el informe anterior no se comprueba.")
    assert rules[2].startswith("  – Las demás, nada que señalar: ")
    assert len(rules) == 3


def test_a_question_that_is_not_there_is_told(capsys) -> None:
    assert run(["explain", str(EXAMPLE), "--question", "99"]) == 2
    assert "no tiene la pregunta «99»" in capsys.readouterr().err


def test_what_weighs_less_is_hidden_and_counted_and_still_counts(form, capsys) -> None:
    everything = found(form, capsys, "--select", "EVI001,PER001")
    assert set(everything) == {"EVI001", "PER001"}
    run([*CHECK, str(form), "--select", "EVI001,PER001", "--min-level", "warning"])
    shown = " ".join(capsys.readouterr().out.split())
    hidden = everything.count("EVI001")
    assert f"No se muestran {hidden} de menor gravedad. Véalas con --min-level" in shown
    assert "EVI001" not in shown
    (form.parent / "meta87.toml").write_text('min_level = "error"\n', "utf8")
    args = [*CHECK, str(form), "--select", "EVI001", "--fail-on", "suggestion", "--format", "json"]
    assert run(args) == 1
    made = json.loads(capsys.readouterr().out)
    assert (made["findings"], made["hidden"]) == ([], hidden)


def test_what_check_can_read_with_explain_can(form, capsys) -> None:
    command = ["explain", str(form), "-q", "4"]
    assert run([*command, "--template", str(form.parent / "no.toml")]) == 2
    assert "No se puede leer la plantilla" in capsys.readouterr().err
    assert run([*command, "--period", "2023-01:2023-12", "--profile", "fast"]) == 0
    assert "(enero de 2023 a diciembre de 2023)" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["language.choose", "check.check_report"])
def test_ctrl_c_has_its_code_while_a_command_loads_and_works(where, monkeypatch) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"meta87.cli.{where}", stopped)
    assert run(["check", str(EXAMPLE)]) == 130
