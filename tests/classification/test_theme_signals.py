"""The decided cases of the annotation guidelines, with sentences of our own."""

from __future__ import annotations

import pytest

from meta87.classification.labels import THEMES, Passage
from meta87.classification.theme_signals import marks_of, theme_signals
from meta87.classification.theme_words import listed_themes, theme_words

DECIDED = [
    ("La Comisión para la Erradicación del Trabajo Infantil sesionó en abril.", {"child_labour"}),
    ("La CONAETI presentó su plan anual.", {"child_labour"}),
    ("Se revisó el listado de trabajos peligrosos.", {"child_labour"}),
    ("Se amplió la cobertura de becas de secundaria.", set()),
    ("La esclavitud moderna exige respuestas coordinadas.", {"forced_labour"}),
    ("Tres fincas fueron denunciadas por servidumbre por deudas.", {"forced_labour"}),
    ("El empleo informal afecta a la mitad de la población.", set()),
    ("Se aprobó la ley contra la trata y tráfico de personas.", {"trafficking"}),
    ("La red de explotación sexual fue desarticulada.", {"trafficking"}),
    ("El curso aborda el tráfico ilícito de migrantes.", {"migration"}),
    ("El tráfico de personas creció en el norte.", {"migration"}),
    (
        "El protocolo cubre la trata y el tráfico ilícito de migrantes.",
        {"trafficking", "migration"},
    ),
    ("El Instituto Nacional de Migración impartió un curso sobre trata.", {"trafficking"}),
    ("Se asistió a 40 personas refugiadas.", {"migration"}),
    ("Se trata de un avance notable para la región.", set()),
    ("La Meta 8.7 orienta estas problemáticas.", set()),
]


@pytest.mark.parametrize(("text", "themes"), DECIDED)
def test_a_decided_case_has_its_themes(text, themes) -> None:
    assert set(theme_words(text)) == themes


def test_the_words_are_given_as_the_passage_writes_them() -> None:
    assert theme_words("Contra el Trabajo  infantil no, contra el Trabajo Infantil sí") == {
        "child_labour": "Trabajo Infantil"
    }


def test_a_passage_without_words_of_its_own_inherits_the_nearest() -> None:
    context = "Se habló de la trata. Después se trató el trabajo forzoso. Hubo un receso."
    assert listed_themes(Passage("Dicho tema sigue abierto.", context)) == {"forced_labour"}
    assert listed_themes(Passage("La migración creció.", context)) == {"migration"}
    assert listed_themes(Passage("Sin nada antes.")) == set()


def signals(text: str, context: str = "") -> dict[str, dict[str, float]]:
    passage = Passage(text, context)
    found = theme_signals(passage, marks_of(passage))
    return {theme: {signal.name: signal.value for signal in found[theme]} for theme in THEMES}


def test_what_is_further_back_weighs_less() -> None:
    near = signals("Continúa.", "Uno. Trabajo forzoso.")["forced_labour"]
    far = signals("Continúa.", "Trabajo forzoso. Uno. Dos. Tres.")["forced_labour"]
    assert near["inherited"] == 1.0
    assert 0 < far["inherited"] < near["inherited"]
    assert "inherited-near" in near.keys() - far.keys()


def test_a_list_item_sees_the_themes_of_its_lead_in() -> None:
    found = signals("- un foro", "Contra la trata se realizaron:\n- dos talleres;")
    assert {"lead", "inherited-item"} <= found["trafficking"].keys()
    assert found["migration"] == {"is:migration": 1.0}


def test_a_theme_of_its_own_speaks_against_the_others() -> None:
    found = signals("La trata creció.", "Hay trabajo infantil.")
    assert "own" in found["trafficking"]
    assert {"other", "beside"} <= found["child_labour"].keys()
    assert "inherited" not in found["child_labour"]
