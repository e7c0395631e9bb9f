"""What ``meta87 questions`` shows."""

from __future__ import annotations

import json

from meta87.form.parser import parse
from meta87.report import questions_json, questions_terminal
from tests.form.build import FORM, block, document

LINES = ("Portada", "3. ¿Quién escribe?", *FORM)


def test_json_tells_each_question_and_what_found_no_place() -> None:
    made = json.loads(questions_json.render(parse(document(*LINES)), [block("Ministerio")]))
    assert made["report"]["period"] == {"from": "2023-01-01", "to": "2023-12-31"}
    assert [q["state"] for q in made["questions"]] == [
        "answered", "answered", "empty", "answered", "ticked",
    ]  # fmt: skip
    assert made["questions"][0]["words"] == 6
    assert made["questions"][4]["choices"][1] == {"label": "poco progreso", "checked": True}
    assert [each["text"] for each in made["unplaced"]] == list(LINES[:2])
    assert made["unplaced"][0]["source"] == [{"part": "text", "unit": 0, "start": 0, "end": 7}]
    assert made["running"] == ["Ministerio"]
    assert len(made["missing"]) == 22
    assert (made["missing"][0]["id"], made["missing"][0]["required"]) == ("next_priorities", True)


def test_text_gives_a_line_a_question_and_a_tick() -> None:
    shown = questions_terminal.render(parse(document(*LINES)), "es", width=70)
    assert all(len(line) <= 70 for line in shown.splitlines())
    assert "  1 respondida      6 palabras  Inspección rural\n" in shown
    assert "☒ poco progreso\n" in shown
    assert "no hay progreso" not in shown
    assert "  «Portada»\n" in shown
    assert "que no están en el archivo (22):\n  Prioridades para el próximo período\n" in shown


def test_text_says_when_nothing_was_left_over() -> None:
    shown = questions_terminal.render(parse(document(*FORM)), "en")
    assert "All text found its place." in shown


def test_text_marks_a_question_that_the_template_does_not_have() -> None:
    lines = [*FORM[:6], "3. ¿Cuánto se gastó en ello?", "Dos millones.",
             *(line.replace(f"{n}. ¿", f"{n + 1}. ¿") for n, line in zip([3, 4, 0, 5, 0, 0, 0], FORM[6:], strict=True))]  # fmt: skip
    shown = questions_terminal.render(parse(document(*lines)), "es")
    assert "(no está en la plantilla) 3. ¿Cuánto se gastó en ello?" in shown


def test_another_document_says_so() -> None:
    shown = questions_terminal.render(parse(document("Memoria anual de 2023.")), "es")
    assert "no es el cuestionario conocido" in shown
