"""``meta87 check --template none``: a document without a form, by its headings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import meta87
from meta87.cli.main import run
from meta87.errors import InputError

MEMORIA = """\
# Memoria anual 2024

## Inspección

En marzo de 2024 se inspeccionaron 40 chacras y se retiró del trabajo a 12 niños.

## Próximos pasos

Se elaborará un protocolo de inspección del trabajo infantil.
"""


@pytest.fixture
def memoria(tmp_path) -> Path:
    path = tmp_path / "memoria.md"
    path.write_text(MEMORIA, "utf8")
    return path


def test_each_section_is_an_answer(memoria, capsys) -> None:
    assert run(["check", str(memoria), "--template", "none", "-f", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["report"]["template"], made["report"]["year"]) == (None, 2024)
    assert [(a["topic"], a["verdict"], a["kinds"]["output"]) for a in made["answers"]] == [
        ("Inspección", "results", 1), ("Próximos pasos", "process_only", 0),
    ]  # fmt: skip
    assert [a["section"] for a in made["answers"]] == ["Memoria anual 2024"] * 2
    assert [f["code"] for f in made["findings"]] == ["EVI001"]


def test_the_page_says_what_it_is(memoria, capsys) -> None:
    run(["check", str(memoria), "--template", "none"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "Este documento se leyó por sus títulos, sin formulario" in shown
    assert "1 resultados Inspección (1 resultado, 0 procesos)" in shown
    assert "Resultados, en 2 secciones: 1 los cuenta y 1 solo cuenta procesos." in shown


def test_a_file_that_assigns_texts_to_questions_is_told_to_be_unused(memoria, capsys) -> None:
    said = '[[block]]\ntext = "Inspección"\nquestion = "1"\n'
    (memoria.parent / "memoria.preguntas.toml").write_text(said, "utf8")
    assert run(["check", str(memoria), "--template", "none"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "«memoria.preguntas.toml» no se usó" in shown
    assert "1 resultados Inspección (1 resultado, 0 procesos)" in shown


def test_it_is_offered_where_there_is_no_form(memoria, capsys) -> None:
    assert run(["check", str(memoria)]) == 3
    assert "revíselo por sus títulos con --template none" in capsys.readouterr().err
    with pytest.raises(InputError, match="form-not-found"):
        meta87.check(memoria)
    assert len(meta87.check(memoria, template="none").tagged.answers) == 2


def test_a_rule_that_needs_a_form_says_so(memoria, capsys) -> None:
    assert run(["explain", str(memoria), "--template", "none", "-q", "2"]) == 0
    shown = capsys.readouterr().out
    (line,) = (each for each in shown.splitlines() if each.endswith("de un formulario."))
    assert line.startswith("  – RES001, RES002, ")


def test_the_settings_may_say_so(memoria, capsys) -> None:
    (memoria.parent / "meta87.toml").write_text('template = "none"\n', "utf8")
    assert run(["check", str(memoria)]) == 0
