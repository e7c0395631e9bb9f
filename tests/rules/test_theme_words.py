"""The decided cases of the annotation guidelines, with sentences of our own."""

from __future__ import annotations

import pytest

from meta87.rules.theme_words import theme_words

DECIDED = [
    ("La Comisión para la Erradicación del Trabajo Infantil sesionó en abril.", {"child_labour"}),
    ("Se revisó el listado de trabajos peligrosos.", {"child_labour"}),
    ("Se amplió la cobertura de becas de secundaria.", set()),
    ("La esclavitud moderna exige respuestas coordinadas.", {"forced_labour"}),
    ("Se aprobó la ley contra la trata y tráfico de personas.", {"trafficking"}),
    ("La red de explotación sexual fue desarticulada.", {"trafficking"}),
    ("El curso aborda el tráfico ilícito de migrantes.", {"migration"}),
    (
        "El protocolo cubre la trata y el tráfico ilícito de migrantes.",
        {"trafficking", "migration"},
    ),
    ("El Instituto Nacional de Migración impartió un curso sobre trata.", {"trafficking"}),
    ("Se asistió a 40 personas refugiadas.", {"migration"}),
    ("Se trata de un avance notable para la región.", set()),
    ("Se sacó de la mina y de los hornos a nueve niños.", {"child_labour"}),
    ("Se sacó de la ciudad a nueve niños por la inundación.", set()),
    ("El rector apartó de las clases a tres niñas.", set()),
    ("La Meta 8.7 orienta estas problemáticas.", set()),
]


@pytest.mark.parametrize(("text", "themes"), DECIDED)
def test_a_decided_case_has_its_themes(text, themes) -> None:
    assert set(theme_words(text)) == themes


def test_the_words_are_given_as_the_passage_writes_them() -> None:
    assert theme_words("Contra el Trabajo  infantil no, contra el Trabajo Infantil sí") == {
        "child_labour": "Trabajo Infantil"
    }


def test_links_give_no_theme() -> None:
    link = "https://www.ministerio.example/trabajo-infantil_2024"
    assert theme_words(f"Se publicó el informe: {link}") == {}


def test_bodies_and_other_senses_give_no_theme() -> None:
    assert theme_words("La Dirección General de Migración y Extranjería atiende en Peñas.") == {}
    assert theme_words("La víctima fue tratada en el hospital.") == {}
    assert set(theme_words("Las mujeres tratadas declararon.")) == {"trafficking"}
