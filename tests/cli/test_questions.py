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


def test_a_person_says_which_question_a_text_answers(tmp_path, capsys) -> None:
    template, draft = tmp_path / "mia.toml", tmp_path / "informe.txt"
    template.write_text(TEMPLATE, "utf8")
    lines = [
        "Van los textos que nos llegaron.",
        "De la unidad.",
        "1. ¿Qué se hizo en el año?",
        "Se formó a 30.",
    ]
    draft.write_text("\n\n".join(lines), "utf8")
    asked = ["questions", str(draft), "--template", str(template)]
    assert run([*asked, "--write-fix"]) == 0
    written = tmp_path / "informe.preguntas.toml"
    head, *blocks = written.read_text("utf8").split("\n\n")
    assert "Qué pregunta responde cada texto de «informe.txt»." in head
    note = "# Está al comienzo, antes de la primera pregunta.\n"
    texts = [f'{note}[[block]]\ntext = "{text}"\nquestion = ""' for text in lines[:2]]
    assert [block.strip() for block in blocks] == texts
    said = written.read_text("utf8").replace(
        f'{lines[1]}"\nquestion = ""', f'{lines[1]}"\nquestion = 1'
    )
    written.write_text(said, "utf8")
    capsys.readouterr()
    assert run([*asked, "-f", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [each["text"] for each in made["questions"]] == [["Se formó a 30.", "De la unidad."]]
    assert [each["state"] for each in made["assigned"]] == ["applied"]
    assert run([*asked, "--write-fix"]) == 0
    assert written.read_text("utf8").count("[[block]]") == 2
    assert 'question = "1"' in written.read_text("utf8")
    assert run([*asked, "--fix", str(tmp_path / "otro.toml")]) == 2
    assert "no se puede leer" in capsys.readouterr().err.lower()


def test_of_more_loose_texts_than_the_file_takes_the_rest_is_counted(tmp_path, capsys) -> None:
    template, draft = tmp_path / "mia.toml", tmp_path / "informe.txt"
    template.write_text(TEMPLATE, "utf8")
    loose = [f"De la oficina {n}." for n in range(503)]
    draft.write_text("\n\n".join([*loose, "1. ¿Qué se hizo en el año?", "Nada."]), "utf8")
    assert run(["questions", str(draft), "--template", str(template), "--write-fix"]) == 0
    assert "3 textos no cupieron en «informe.preguntas.toml»" in capsys.readouterr().err
    written = (tmp_path / "informe.preguntas.toml").read_text("utf8")
    assert written.count("[[block]]") == 500
