"""Which question a text answers by what it tells, where its title does not say it."""

import runpy
from pathlib import Path

import pytest

from meta87.form.contents import contents_of
from meta87.form.parser import parse
from tests.form.build import document

build = runpy.run_path(str(Path(__file__).parents[2] / "tools/build_contents/build.py"))
CONTENTS = contents_of("alianza87")
TEXTS = {
    "difficulties": "La falta de personal y los recortes de presupuesto retrasaron las visitas; además, las "
    "lluvias impidieron llegar a las zonas rurales.",
    "support_needed": "Se solicita a la OIT asistencia técnica para diseñar la encuesta, y a UNICEF "
    "apoyo financiero para capacitar a los equipos.",
    "international_details": "El proyecto de la Unión Europea y la OIT equipó once oficinas; la OIM "
    "acompañó a los retornados en la frontera con la embajada.",
    "lessons": "Aprendimos que conviene convocar desde el inicio a los municipios: las mesas que se "
    "reunieron con ellos superaron los retrasos.",
}


@pytest.mark.parametrize(("question", "text"), TEXTS.items(), ids=list(TEXTS))
def test_a_text_is_likeliest_to_answer_its_question(question, text) -> None:
    odds = CONTENTS.log_odds(text)
    assert max(odds, key=odds.__getitem__) == question
    assert odds[question] > 0


def test_of_words_that_no_answer_had_nothing_is_known() -> None:
    assert set(CONTENTS.log_odds("Zzyzx, qwerty.").values()) == {0.0}


def test_a_form_of_its_own_has_no_contents() -> None:
    assert contents_of("encuesta-propia").log_odds(TEXTS["lessons"]) == {}


def test_titles_of_ones_own_are_placed_by_order_and_by_the_text_below() -> None:
    report = parse(
        document(
            "# Prioridad 1: Erradicar el trabajo infantil en el café",
            "La inspección retiró a 312 niñas y niños de 41 fincas entre marzo y octubre de 2024.",
            "# Dificultades",
            TEXTS["difficulties"],
            "# Lo que nos llevamos",
            TEXTS["lessons"],
            "# Gente de afuera que puso el hombro",
            TEXTS["international_details"],
        )
    )
    assert [answer.id for answer in report.answers] == [
        "priority_progress", "difficulties", "lessons", "international_details",
    ]  # fmt: skip


def test_the_name_of_an_institution_is_no_title_of_a_question() -> None:
    report = parse(
        document(
            "# Prioridad 1: Erradicar el trabajo infantil en el café",
            "# Ministerio de Trabajo",
            TEXTS["difficulties"],
            "# Dificultades",
            TEXTS["difficulties"],
        )
    )
    assert [answer.id for answer in report.answers] == ["priority_progress", "difficulties"]


def test_the_counts_are_those_of_the_forms_of_dev() -> None:
    assert build["table"]() == build["PATH"].read_text("utf8")
