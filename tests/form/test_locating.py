"""Where a question is asked, when its text stands in more places than one, or in none as known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meta87.form.parser import parse
from meta87.reading.document import BlockKind, Cell, Document
from tests.form.build import FORM, block, document, texts

RETOS = "¿Qué retos anticiparía en este proceso?"
APOYO = FORM[7].removeprefix("4. ")


def answers(*lines: str) -> dict[str, list[str]]:
    return texts(parse(document(*lines)))


def test_several_questions_on_one_line_with_answers_between() -> None:
    line = f"3. {RETOS} Los de presupuesto. 4. {APOYO} Sí, técnico."
    found = answers(*FORM[:6], line, *FORM[9:])
    assert list(found) == ["1", "2", "3", "4", "5"]
    assert (found["3"], found["4"]) == (["Los de presupuesto."], ["Sí, técnico."])


def test_two_questions_on_one_line_without_numbers() -> None:
    found = answers(*FORM[:6], f"{RETOS} {APOYO}", "Sí.", *FORM[9:])
    assert (found["3"], found["4"]) == ([], ["Sí."])


def test_a_question_after_the_last_option_of_the_one_before() -> None:
    report = parse(document(*FORM[:-1], "[x] gran progreso 6. ¿Cuáles fueron estos éxitos significativos?", "Dos."))  # fmt: skip
    assert [c.label for c in report.answers[4].choices][-1] == "gran progreso"
    assert (report.answers[5].id, report.answers[5].blocks[0].text) == ("success_details", "Dos.")


@pytest.mark.parametrize("quote", [RETOS, f"«{RETOS}»", f"Sobre «{RETOS}»: nada."])
def test_an_answer_may_quote_a_later_question_as_a_paragraph(quote: str) -> None:
    found = answers(*FORM[:4], quote, *FORM[4:])
    assert quote in found["1"]
    assert found["3"] == []


@pytest.mark.parametrize("quote", [RETOS, f"«{RETOS}»", f"3. {RETOS}"])
def test_an_answer_may_quote_an_earlier_question_as_a_paragraph(quote: str) -> None:
    found = answers(*FORM[:9], quote, *FORM[9:])
    assert [text.removeprefix("3. ") for text in found["4"]][1:] == [quote.removeprefix("3. ")]
    assert found["3"] == []


def test_a_quoted_question_that_the_form_has_dropped_is_no_question() -> None:
    found = answers(*FORM[:6], *FORM[7:9], f"«{RETOS}»", *FORM[9:])
    assert f"«{RETOS}»" in found["4"]
    assert len(found) == 4


@pytest.mark.parametrize("double", ["¿Que rctos anticiparla en este proceso?", RETOS])
def test_a_doubled_wording_is_the_forms(double: str) -> None:
    found = answers(*FORM[:7], double, "Los de siempre.", *FORM[7:])
    assert found["3"] == ["Los de siempre."]


@pytest.mark.parametrize("first", [True, False])
def test_an_answer_on_the_line_of_a_doubled_question_is_kept(first: bool) -> None:
    damaged = FORM[4].replace("ha logrado", "na logrado").replace("2. ", "")
    lines = [f"{FORM[4]} Se abrió un albergue.", damaged]
    if not first:
        lines = [FORM[4], f"{damaged} Se abrió un albergue."]
    found = answers(*FORM[:4], *lines, *FORM[5:])
    assert found["2"] == ["Se abrió un albergue.", "Se creó el registro."]


def test_a_doubled_priority_is_one_question() -> None:
    double = FORM[4].replace("Registro único", "Rcgistro únlco")
    found = answers(*FORM[:5], double, *FORM[5:])
    assert list(found) == ["1", "2", "3", "4", "5"]
    assert found["2"] == ["Se creó el registro."]


def test_priorities_with_like_names_stay_apart() -> None:
    third = FORM[4].replace("2. ", "3. ").replace("prioridad 2", "prioridad 3")
    other = third.replace("único", "unico")
    report = parse(document(*FORM[:6], other, "Otra.", *FORM[6:]))
    assert [a.id for a in report.answers].count("priority_progress") == 3


def test_questions_in_another_order_keep_the_numbers_that_they_print() -> None:
    found = answers(*FORM[:2], *FORM[6:9], *FORM[2:6], *FORM[9:])
    assert found == {
        "3": [], "4": ["Sí, de la cooperación regional."],
        "1": ["En abril se inspeccionaron 40 chacras."], "2": ["Se creó el registro."], "5": [],
    }  # fmt: skip
    assert [*found] == ["3", "4", "1", "2", "5"]


def test_questions_in_another_order_keep_their_numbers_where_one_is_missing() -> None:
    found = answers(*FORM[:4], *FORM[7:9], FORM[6], *FORM[9:])
    assert [*found] == ["1", "4", "3", "5"]


def test_a_numbered_list_in_an_answer_that_asks_stays_in_it() -> None:
    items = ["1. ¿Cuántas personas fueron atendidas? 40.", "2. ¿Qué retos hubo? Ninguno."]
    found = answers(*FORM[:9], *items, *FORM[9:])
    assert [*found] == ["1", "2", "3", "4", "5"]
    assert found["4"][1:] == items


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("4. ¿Cuánto se gastó en la hoja de ruta?", "Dos millones."),
        ("4. Describa las medidas de reparación.", "Ninguna."),
    ],
)
def test_a_question_that_the_template_lacks_fills_a_gap_in_the_numbers(asked, answer) -> None:
    lines = [asked, answer, FORM[7].replace("4. ", "5. "), *FORM[8:]]
    report = parse(document(*FORM[:7], *lines))
    fourth = report.answers[3]
    assert (fourth.question, fourth.id, fourth.wording) == ("4", "", asked)
    assert [b.text for b in fourth.blocks] == [answer]
    assert texts(report)["3"] == []


def test_the_order_that_follows_a_question_is_part_of_it() -> None:
    asked = "4. ¿Requiere otra ayuda de la Alianza? Si es así, describa cómo y de quién. Sí, mucha."
    found = answers(*FORM[:7], asked, *FORM[9:])
    assert found["4"] == ["Sí, mucha."]


def test_numbers_in_a_column_of_their_own_are_those_of_the_questions() -> None:
    asked = [(FORM[n].split(". ", 1)[1], f"Respuesta {n}.") for n in (2, 4, 6, 7)]
    cells = [
        replace(block(text), kind=BlockKind.TABLE_CELL, cell=Cell(0, row, column))
        for row, (question, answer) in enumerate(asked)
        for column, text in enumerate((f"{row + 3}", question, answer))
    ]
    report = parse(Document("prueba.md", "md", tuple(cells)))
    assert [(a.question, [b.text for b in a.blocks]) for a in report.answers] == [
        ("3", ["Respuesta 2."]), ("4", ["Respuesta 4."]), ("5", ["Respuesta 6."]), ("6", ["Respuesta 7."]),
    ]  # fmt: skip
    assert report.unplaced == ()


@pytest.mark.parametrize("written", ["7", "0", "12"])
def test_a_figure_alone_is_an_answer(written: str) -> None:
    assert answers(*FORM[:7], written, *FORM[7:])["3"] == [written]


def test_a_question_in_other_words_keeps_its_id() -> None:
    lines = [*FORM[:6], "3. ¿Qué desafíos anticipa su país en este proceso?", "Dos.", *FORM[7:]]
    third = parse(document(*lines)).answers[2]
    assert (third.id, third.blocks[0].text) == ("expected_challenges", "Dos.")


def test_what_follows_the_mark_of_a_shorter_wording_is_an_answer() -> None:
    asked = "6. Indique el nombre y deseriba la colaboración con sus socios nacionales. N/A"
    assert answers(*FORM, asked)["6"] == ["N/A"]


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        ("3. ¿Qué", "¿Qué", "1 2 3 4 5"),
        ("3. ¿Qué", "30. ¿Qué", "1 2 3 4 5"),
        ("3. ¿Qué", "1. ¿Qué", "1 2 3 4 5"),
        ("5. ¿Cómo", "9. ¿Cómo", "1 2 3 4 9"),
    ],
)
def test_numbers_that_cannot_be_right_are_counted_on(old, new, numbers) -> None:
    lines = [line.replace(old, new) for line in FORM]
    assert " ".join(answers(*lines)) == numbers


def test_what_noise_leaves_of_a_wording_is_no_answer() -> None:
    torn = FORM[7].replace(" de su hoja de ruta", "")
    found = answers(*FORM[:7], torn, "de su hoja de ruta", "Sí, técnico.", *FORM[9:])
    assert found["4"] == ["Sí, técnico."]


@pytest.mark.parametrize(
    "text",
    ["No aplica", "En este proceso", "Retos de presupuesto en este proceso.", "Los retos que anticipamos son:", "Completada"],
)  # fmt: skip
def test_an_answer_in_the_words_of_the_question_stays_one(text: str) -> None:
    assert answers(*FORM[:7], text, *FORM[7:])["3"] == [text]
