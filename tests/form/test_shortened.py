"""Drafts whose questions were shortened, renumbered or retyped: matched, or shown as unrecognised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from meta87.form.parser import parse
from meta87.form.report import Report, Role
from meta87.reading.document import BlockKind, Cell, Document
from meta87.reading.read import read_bytes
from tests.form.build import FORM, block, document
from tests.sections import sections

EXAMPLES = sections("drafts.txt")
EXAMPLE = Path(__file__).parents[2] / "examples/informe-valdoria-2024.md"
WRITTEN = "Se inspeccionaron 12 talleres en Salto."
PARTNERS = (
    "¿Ha colaborado con algún socio internacional? * Por favor, seleccione todo lo que corresponda."
)
AIMS = "¿cuáles son las prioridades para que su país logre la hoja de ruta?"
ASKS = "¿Qué retos anticiparía en este proceso?"
AHEAD = "¿Qué es necesario actualizar? Seleccione todo lo que corresponda."


def texts(report: Report) -> dict[str, list[str]]:
    return {a.id: [b.text for b in a.blocks] for a in report.answers}


@pytest.mark.parametrize(("asked", "id"), EXAMPLES["shortened questions"])
def test_a_shortened_question_is_recognised(asked, id) -> None:
    for kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM):
        blocks = [*map(block, FORM[6:]), replace(block(asked), kind=kind), block(WRITTEN)]
        found = texts(parse(Document("prueba.md", "md", tuple(blocks))))
        assert list(found)[3:] == [id]
        assert found[id] == [WRITTEN]


def test_a_title_with_years_names_its_priority() -> None:
    (first, *_) = parse(document("Logros 2023-2024 prioridad 1: Inspección", *FORM[3:])).answers
    assert (first.id, first.topic) == ("priority_progress", "Inspección")


def test_a_title_above_the_steps_asks_nothing() -> None:
    steps = ["Próximo paso 1: Reglamento", "En curso. Falta la firma.", "Próximo paso 2: Registro",
             "Completado. Tiene 12 fichas."]  # fmt: skip
    title, *rest = ["Estado de los próximos pasos", "Dificultades", "Faltan fiscales."]
    report = parse(document(title, *steps, *rest))
    assert [a.topic for a in report.answers] == ["Reglamento", "Registro", "Retos previstos"]
    assert [each.block.text for each in report.placed if each.role is Role.FORM] == [title]
    alone = parse(document(*steps[:2], title, *rest))
    assert [a.topic for a in alone.answers] == ["Reglamento", "", "Retos previstos"]


def test_priorities_without_the_opening_of_their_question_are_recognised() -> None:
    asked = ['1. ¿Qué progresos ha logrado su país respecto de la prioridad 1 "Inspección rural"?',
             "2. ¿Qué progresos ha logrado respecto de la prioridad 2 «Registro único»?"]  # fmt: skip
    report = parse(document(FORM[0], asked[0], FORM[3], asked[1], FORM[5], *FORM[6:]))
    assert [a.id for a in report.answers][:3] == ["priority_progress"] * 2 + ["expected_challenges"]
    assert [a.topic for a in report.answers][:2] == ["Inspección rural", "Registro único"]
    assert [b.text for b in report.answers[0].blocks] == [FORM[3]]


def test_a_form_of_nothing_but_shortened_questions_is_one() -> None:
    asked = ("1. ¿Qué retos anticiparía?", "2. ¿Necesita más apoyo en la aplicación de la hoja de ruta?",
             "3. ¿Cómo calificaría los progresos?", "4. ¿Cómo superó los retos?")  # fmt: skip
    report = parse(document(*(line for n, q in enumerate(asked) for line in (q, f"Texto {n}."))))
    assert texts(report) == {
        "expected_challenges": ["Texto 0."], "support_needed": ["Texto 1."],
        "progress_rating": ["Texto 2."], "lessons": ["Texto 3."],
    }  # fmt: skip


def test_number_and_place_tell_similar_questions_apart() -> None:
    lines = [
        *FORM,
        f"6. {PARTNERS}",
        WRITTEN,
        "7. Describa la colaboración con sus socios.",
        "OIT.",
    ]
    assert list(texts(parse(document(*lines))))[-1] == "international_details"
    lines[5:] = [*lines[5:7], "27. ¿Colaboró con algún socio nacional?", WRITTEN,
                 "28. Describa la colaboración con sus socios.", "CUT."]  # fmt: skip
    assert list(texts(parse(document(*lines))))[-1] == "national_details"


def test_shortened_questions_in_the_left_cells_of_a_table_are_recognised() -> None:
    rows = [
        ("¿Cómo superó los retos?", "Con talleres."),
        ("¿Se ha considerado útil el proceso?", "Sí"),
    ]
    cells = [replace(block(text), kind=BlockKind.TABLE_CELL, cell=Cell(0, n, column))
             for n, row in enumerate(rows) for column, text in enumerate(row)]  # fmt: skip
    found = texts(parse(Document("prueba.md", "md", (*map(block, FORM), *cells))))
    assert found["lessons"] == ["Con talleres."]
    assert "process_useful" in found


@pytest.mark.parametrize(
    "asked", ["¿Cuáles son los retos y las prioridades que anticiparía para lograr la hoja de ruta?",
              "9. ¿Qué presupuesto se asignó?"]
)  # fmt: skip
def test_what_looks_like_a_question_and_matches_none_ends_the_answer(asked) -> None:
    at = FORM.index("Sí, de la cooperación regional.")
    numbered = FORM[at + 1].replace("5. ", "12. ")
    form = [line for line in FORM[: at + 1] if not line.startswith("3. ")]
    report = parse(document(*form, asked, "El de 2023.", numbered, *FORM[at + 2 :]))
    assert texts(report)["support_needed"] == [FORM[at]]
    assert [b.text for b in report.unplaced] == [asked, "El de 2023."]
    assert [each.block.text for each in report.unrecognised] == [asked]
    assert (report.appended, bool(report.unrecognised[0].nearest)) == ((), True)
    assert 0 <= report.unrecognised[0].similarity <= 100


@pytest.mark.parametrize(("support", "number"), [("5. ", "4"), ("9. ", ""), ("", "4")])
def test_the_nearest_question_has_the_number_that_those_around_it_agree_on(support, number) -> None:
    before = f"3. Para el período de enero de 2024 a diciembre de 2024, {AIMS}"
    asked, written = "¿Qué retos y matrículas rurales hubo en este año?", "Los de siempre."
    form = [*FORM[:6], before, written, FORM[7].replace("4. ", support), FORM[8]]
    report = parse(document(*form, asked, written, FORM[9].replace("5. ", ""), *FORM[10:]))
    (one,) = report.unrecognised
    assert (one.nearest, one.wording, one.number) == ("expected_challenges", ASKS, number)


@pytest.mark.parametrize("written", [text for (text,) in EXAMPLES["asks nothing"]])
def test_an_answer_that_quotes_or_asks_stays_whole(written) -> None:
    lines = [*FORM[:4], written, WRITTEN, *FORM[4:]]
    report = parse(document(*lines))
    shown = written.removeprefix("- ")
    assert [b.text for b in report.answers[0].blocks] == [FORM[3], shown, WRITTEN]
    assert (len(report.answers), report.unplaced, report.unrecognised) == (5, (), ())


def test_a_repeating_question_that_only_its_number_shows_is_asked_again() -> None:
    text = EXAMPLE.read_text(encoding="utf8")
    start = text.index("2. Desde")
    shortened = '2) Progresos respecto de la prioridad 2: "Fortalecer la inspección"\n'
    report = parse(
        read_bytes((text[:start] + shortened + text[text.index("\n", start) :]).encode(), "a.md")
    )
    second = report.answers[1]
    assert (second.question, second.id, second.topic) == (
        "2",
        "priority_progress",
        "Fortalecer la inspección",
    )


def test_a_question_of_nobody_to_the_country_ends_the_answer_before_it() -> None:
    asked = "¿Cuántos inspectores contrató su país en las zonas francas?"
    blocks = [*map(block, FORM), block(ASKS), block("Pocos."), block(asked), block(WRITTEN)]
    report = parse(Document("prueba.md", "md", tuple(blocks)))
    assert [each.block.text for each in report.unrecognised] == [asked]
    assert WRITTEN in [each.text for each in report.unplaced]
