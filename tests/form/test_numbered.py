"""Drafts that only number the questions."""

from __future__ import annotations

import pytest

from meta87.form.parser import parse
from meta87.form.report import Report
from meta87.reading.document import Document
from meta87.reading.postprocess import take_marker
from tests.form.build import FORM, block

MAIL = ("De: Ana Soto", "Para: Luis Paz", "Asunto: cuestionario", "Luis, contesto por número.")


def read(*lines: str) -> Report:
    blocks = (take_marker(block(line, n)) for n, line in enumerate(lines))
    return parse(Document("correo.md", "md", tuple(blocks)))


def told(report: Report) -> list[tuple[str, list[str]]]:
    return [(a.id, [b.text for b in a.blocks]) for a in report.answers]


ANSWERED = [
    ("next_priorities", ["Abrir dos centros en Salto antes de junio."]),
    ("expected_challenges", ["Que falten vehículos en el norte."]),
    ("progress_rating", ["Faltó gente en las oficinas."]),
    ("difficulties", ["Las lluvias de marzo cortaron los caminos."]),
]


@pytest.mark.parametrize("number", ["{}.", "{}.-", "{})", "{}", "Pregunta {}:", "N.º {}"])
def test_a_number_alone_asks_what_the_form_asks_there(number: str) -> None:
    lines = [
        line
        for n, (_, texts) in zip((7, 8, 10, 14), ANSWERED, strict=True)
        for line in (number.format(n), *(["Poco progreso"] if n == 10 else []), *texts)
    ]
    report = read(*MAIL, *lines)
    assert told(report) == ANSWERED
    assert [c.label for c in report.answers[2].choices if c.checked] == ["poco progreso"]
    assert report.answers[0].wording.startswith("Para el período de")


def test_a_number_may_stand_before_its_answer() -> None:
    lines = [
        f"{n}. {'Poco progreso. ' if n == 10 else ''}{texts[0]}"
        for n, (_, texts) in zip((7, 8, 10, 14), ANSWERED, strict=True)
    ]
    assert told(read(*MAIL, *lines, "16. encuestas, entrevistas")) == [
        *ANSWERED, ("evaluation_tools", []),
    ]  # fmt: skip


def test_the_questions_that_are_known_tell_what_the_numbers_mean() -> None:
    report = read(
        *MAIL, "9. Prioridades enero – diciembre de 2026", "Abrir dos centros.", "10", "Hay pocas camionetas.",
        "16. Dificultades", "Las lluvias.", "17", "Conviene salir de noche.",
        "19. Cuánto detalle hay", "Se midió en mayo.",
    )  # fmt: skip
    assert told(report) == [
        ("next_priorities", ["Abrir dos centros."]),
        ("expected_challenges", ["Hay pocas camionetas."]),
        ("difficulties", ["Las lluvias."]),
        ("lessons", ["Conviene salir de noche."]),
        ("evaluation_details", ["Se midió en mayo."]),
    ]


def test_the_items_of_a_list_are_no_questions() -> None:
    items = [f"{n}. Se abrió el centro {n}." for n in range(1, 13)]
    report = read(*FORM[:4], *items, *FORM[4:])
    assert len(report.answers[0].blocks) == len(items) + 1


LETTER = (
    "Sobre los progresos en la primera prioridad de la hoja de ruta, salieron 40 niñas de las ladrilleras.",
    "En lo que atañe a la segunda prioridad, o sea el registro, cinco cantones lo abrieron.",
    "Por lo que respecta a la situación del próximo paso «Reglamento de visitas», sigue en consulta.",
    "En cuanto al otro que se anunció hace un año, el fondo común opera desde mayo.",
    "Consultados acerca de las prioridades para el período siguiente, se abrirán dos centros.",
    "Acerca de los retos que se anticipan en este proceso, faltan vehículos.",
    "A la pregunta de si se necesita más apoyo en la hoja de ruta, se contesta que sí.",
    "Cabe saludar al equipo de la Secretaría por su paciencia.",
    "De los mensajes cruzados queda copia en el archivo.",
    "En cuanto a las dificultades a la hora de implementar las prioridades, hubo apagones.",
)


def test_the_title_of_an_answer_ends_with_a_clause() -> None:
    text = (
        "Puestos a calificar los progresos del período, esta Oficina estima que hubo gran progreso."
    )
    report = read(*(f"{n}.- {each}" for n, each in enumerate((*LETTER[:7], text), start=1)))
    rated = next(each for each in report.answers if each.id == "progress_rating")
    assert rated.wording == "Puestos a calificar los progresos del período"
