"""Drafts in which several bodies answer the same questions, one after another."""

from __future__ import annotations

from meta87.form.fix import Assignment, Fix
from meta87.form.parser import parse
from tests.form.build import document, told

ASKED = (
    "¿Qué retos anticiparía en este proceso?",
    "¿A qué dificultades se ha enfrentado?",
    "¿Cómo superó los retos? ¿Cuáles son las lecciones aprendidas?",
    "Nombre y describa la colaboración con sus socios nacionales",
)
TITLES = ("# Retos previstos", "# Dificultades", "# Lecciones aprendidas", "# Socios nacionales")
FIRST = (
    "El traspaso de alcaldías en mayo.",
    "No hubo viáticos de marzo a junio en tres regiones.",
    "Pedir el vehículo con un mes dio resultado en Salto.",
    "La cámara de molinos prestó su local en Artigas.",
)
OTHER = (
    "Que falte personal de turno en las fiscalías.",
    "El sistema de causas estuvo caído nueve días.",
    "Llevar las actas en papel evitó que se perdieran.",
    "El sindicato acompañó a 14 personas a declarar.",
)
IDS = ("expected_challenges", "difficulties", "lessons", "national_details")
BOTH = [(name, f"{one} | {two}") for name, one, two in zip(IDS, FIRST, OTHER, strict=True)]


def under(asked: tuple[str, ...], answers: tuple[str, ...]) -> list[str]:
    return [line for pair in zip(asked, answers, strict=True) for line in pair]


def test_what_each_body_answers_stands_together_under_its_question() -> None:
    report = parse(document(*under(TITLES, FIRST), *under(TITLES, OTHER)))
    assert told(report) == BOTH
    assert [answer.question for answer in report.answers] == ["1", "2", "3", "4"]


def test_numbers_ask_what_is_listed_above_all_answers() -> None:
    listed = [f"P.{n} {text}" for n, text in enumerate(ASKED, 1)]
    numbers = tuple(f"P.{n}" for n in range(1, 5))
    report = parse(document(*listed, *under(numbers, FIRST), *under(TITLES, OTHER)))
    assert told(report) == BOTH


def test_page_numbers_ask_nothing() -> None:
    pages = ("- 2 -", "- 3 -", "- 4 -")
    numbered = [f"{n}. {text}" for n, text in enumerate(ASKED, 1)]
    lines = under((*numbered,), FIRST)
    mixed = [
        line for n, each in enumerate(lines) for line in (each, *pages[n // 2 : n // 2 + n % 2])
    ]
    report = parse(document(*mixed))
    assert [each.id for each in report.answers] == [*IDS]


def test_a_title_that_alone_comes_again_is_asked_where_it_is_most_alike() -> None:
    report = parse(document(*under(TITLES, FIRST), "# Dificultades", "Otra cosa."))
    assert len(report.answers) == len(IDS)
    *_, (_, last) = told(report)
    assert told(report)[1] == (IDS[1], FIRST[1])
    assert last.endswith("Dificultades | Otra cosa.")


def test_a_text_that_a_person_places_takes_no_answer_of_a_body_with_it() -> None:
    letter = "# Cámara de Agroexportadores"
    lines = (*under(TITLES, FIRST), letter, *under(TITLES, OTHER))
    fix = Fix(block=(Assignment(text=letter.strip("# "), question="2"),))
    found = dict(told(parse(document(*lines), fix=fix)))
    assert found["expected_challenges"] == f"{FIRST[0]} | {OTHER[0]}"
