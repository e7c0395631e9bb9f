"""Forms that are a table: questions in one column, answers beside them."""

from __future__ import annotations

from dataclasses import replace

from meta87.form.parser import parse
from meta87.form.report import Report
from meta87.reading.document import Block, BlockKind, Cell, Document
from tests.form.build import block

ROWS = (
    "AVANCES POR PRIORIDAD",
    "Pregunta|Lo que responde la dirección",
    "¿Qué progresos ha logrado su país respecto de la prioridad Ladrilleras sin niñez?|Salieron 31 niños de 14 hornos.",
    "…prioridad: Padrón de talleres|Se inscribieron 208 talleres hasta octubre.",
    "¿Cuál es la situación de su próximo paso «Ley de inspección»?/Previsto / En curso / Completado|En curso x/Pasó la primera comisión en junio.",
    "AVANCES GENERALES",
    "¿A qué dificultades se ha enfrentado?|Faltaron vehículos en seis departamentos.",
    "Nota de la secretaría: lo que sigue no está validado.",
    "¿Cuáles son las lecciones aprendidas?",
    "Salir con la policía rural rinde más que salir solos.",
    "¿Colaboró con algún socio nacional?|Sindicatos: sí",
    "Colaboración con socios nacionales|Los sindicatos visitaron 40 hornos.",
)


def table(*rows: str) -> Report:
    """Read rows of cells, each with one paragraph or more."""
    return parse(Document("a.docx", "docx", _blocks(*rows)))


def paragraphs(cell: str) -> list[str]:
    """Split a cell where a slash has no blanks around it."""
    return [part.replace("\n", " / ") for part in cell.replace(" / ", "\n").split("/")]


def written(report: Report) -> dict[str, list[str]]:
    return {answer.id: [b.text for b in answer.blocks] for answer in report.answers}


def test_subtitles_notes_and_headings_of_columns_are_in_no_answer() -> None:
    report = table(*ROWS)
    assert {block.text for block in report.unplaced} == {
        "Pregunta", "Lo que responde la dirección", "AVANCES GENERALES",
        "Nota de la secretaría: lo que sigue no está validado.",
    }  # fmt: skip
    assert [answer.topic for answer in report.answers if answer.id == "priority_progress"] == [
        "Ladrilleras sin niñez", "Padrón de talleres",
    ]  # fmt: skip
    assert written(report)["difficulties"] == ["Faltaron vehículos en seis departamentos."]


def test_questions_may_stand_beside_their_numbers() -> None:
    rows = [row if "|" not in row else f"{n}|{row}" for n, row in enumerate(ROWS)]
    report = table(*rows)
    assert written(report)["difficulties"] == ["Faltaron vehículos en seis departamentos."]
    assert written(report)["national_details"] == ["Los sindicatos visitaron 40 hornos."]
    assert not any(block.text.isdigit() for block in report.unplaced)
    assert ROWS[7] in {block.text for block in report.unplaced}


def test_a_row_below_a_question_that_nothing_answers_beside_it_is_its_answer() -> None:
    assert written(table(*ROWS))["lessons"] == [
        "Salir con la policía rural rinde más que salir solos."
    ]


def test_options_listed_under_the_question_are_ticked_beside_it() -> None:
    step = next(a for a in table(*ROWS).answers if a.id == "next_step_status")
    assert [c.label for c in step.choices if c.checked] == ["En curso"]
    assert [b.text for b in step.blocks] == ["Pasó la primera comisión en junio."]


SHEET = (
    "Consulta|Respuesta|Área",
    "¿A qué dificultades se ha enfrentado?|Faltaron vehículos.|DNI",
    "|Y la lluvia cerró dos rutas.",
    "¿Cuáles son las lecciones aprendidas?|Salir de noche.|DNI",
    "¿Qué retos anticiparía en este proceso?|Menos fondos.|Planeación",
    "¿Cómo calificaría los progresos logrados?|poco progreso|Ministra",
)


def test_a_column_of_who_answered_answers_nothing() -> None:
    report = table(*SHEET)
    assert written(report)["lessons"] == ["Salir de noche."]
    assert written(report)["expected_challenges"] == ["Menos fondos."]
    assert {"Área", "DNI", "Planeación"} <= {block.text for block in report.unplaced}
    assert not report.mail


def test_an_answer_goes_on_in_the_rows_below_it() -> None:
    assert written(table(*SHEET))["difficulties"] == [
        "Faltaron vehículos.", "Y la lluvia cerró dos rutas.",
    ]  # fmt: skip


CHOSEN = (
    *SHEET[:5],
    "¿Colaboró con algún socio nacional?|",
    "Sector privado|Sí",
    "Org. de empleadores|",
    "Org. de trabajadores|x",
    "Herramientas de evaluación|",
    "Encuestas|Sí",
    "Entrevistas|No",
    "Grupos focales|x",
    "Otros|",
    "¿Cuál es la situación de su próximo paso «Ley de inspección»?|Completado",
    "Apoyo a iniciativas subregionales|",
    "¿Útil el proceso de países pioneros?|SI",
)


def test_each_question_of_a_table_has_its_options_below_it() -> None:
    ticked = {a.id: [c.label for c in a.choices if c.checked] for a in table(*CHOSEN).answers}
    assert ticked["national_partners"] == ["Sector privado", "Organizaciones de trabajadores"]
    assert ticked["evaluation_tools"] == ["encuestas", "grupos focales"]
    assert ticked["process_useful"] == ["sí"]


def test_a_column_of_another_body_or_of_sources_belongs_to_the_answers() -> None:
    for heading, cell in (("Fiscalía", "Faltó personal."), ("Fuente", "Acta 4")):
        rows = [row.replace("Área", heading).replace("DNI", cell) for row in SHEET]
        report = table(*rows)
        assert cell in written(report)["difficulties"]
        assert cell not in {block.text for block in report.unplaced}


def test_a_cell_of_a_table_inside_an_answer_asks_nothing() -> None:
    outer = _blocks(*ROWS)
    rows = (("Quién", "Qué hizo"), ("Sindicato de ladrilleros", "Lecciones aprendidas"))
    inner = [
        replace(block(text), kind=BlockKind.TABLE_CELL, cell=Cell(1, row, column))
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    at = next(n for n, b in enumerate(outer) if b.text.startswith("Se inscribieron")) + 1
    report = parse(Document("a.docx", "docx", (*outer[:at], *inner, *outer[at:])))
    assert [b.text for b in report.answers[1].blocks][-1] == "Lecciones aprendidas"


def _blocks(*rows: str) -> tuple[Block, ...]:
    return tuple(
        replace(block(text), kind=BlockKind.TABLE_CELL, cell=Cell(0, row, column))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells.split("|"))
        for text in paragraphs(cell)
        if text
    )
