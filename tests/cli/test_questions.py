"""``meta87 questions`` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.cli.main import run

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TEMPLATE = """\
id = "mio"
title = "Mi formulario"
country = "de (?P<country>[^.]+)"
period = "de (?P<first>[a-z]+ de \\\\d{4}) a (?P<last>[a-z]+ de \\\\d{4})"
notes = []
sections = [{id = "a", title = "Parte A"}]

[[questions]]
id = "hecho"
section = "a"
wording = "¿Qué se hizo en el año?"
"""


@pytest.mark.parametrize("suffix", ["docx", "pdf", "md", "txt"])
def test_the_example_is_understood_in_every_format(suffix, capsys) -> None:
    path = EXAMPLES / f"informe-valdoria-2024.{suffix}"
    assert run(["questions", str(path), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    known = json.loads((EXAMPLES / "expected.json").read_text("utf8"))["answers"]
    assert [q["question"] for q in made["questions"]] == [a["question"] for a in known]
    ticked = [[c["label"] for c in q["choices"] if c["checked"]] for q in made["questions"]]
    assert ticked == [a["ticked"] for a in known]
    assert made["unplaced"] == []


def test_a_template_of_ones_own_is_used(tmp_path, capsys) -> None:
    template, report = tmp_path / "mia.toml", tmp_path / "informe.txt"
    template.write_text(TEMPLATE, "utf8")
    report.write_text(
        "Informe de Uruguay.\n\n1. ¿Qué se hizo en el año?\n\nSe formó a 30.\n", "utf8"
    )
    assert run(["questions", str(report), "--template", str(template), "-f", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["report"]["template"] == "mio"
    assert [(q["id"], q["text"]) for q in made["questions"]] == [("hecho", ["Se formó a 30."])]


def test_a_wrong_template_is_refused_with_its_line(tmp_path, capsys) -> None:
    template = tmp_path / "mia.toml"
    template.write_text(TEMPLATE.replace('section = "a"', 'section = "b"'), "utf8")
    assert run(["questions", str(EXAMPLES / "informe-valdoria-2024.md"),
                "--template", str(template)]) == 2  # fmt: skip
    shown = capsys.readouterr().err
    assert "línea 10: ninguna sección tiene el id «b»" in shown


def test_text_goes_to_a_file(tmp_path, capsys) -> None:
    out = tmp_path / "preguntas.txt"
    run(["questions", str(EXAMPLES / "informe-valdoria-2024.md"), "--out", str(out)])
    assert capsys.readouterr().out == ""
    assert "☒ En curso" in out.read_text("utf8")
