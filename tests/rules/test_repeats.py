"""How likely two claims report one fact."""

from __future__ import annotations

import numpy as np
import pytest

from meta87.rules.answers import analyse
from meta87.rules.repeats import compared, probabilities
from tests.rules.test_rules import written

RESCUED = "Entre marzo y mayo de 2024 la inspección retiró del trabajo a 412 niños en Salto."


def likely(told: str, again: str) -> float:
    """Give how likely two answers report one fact; 0 if they are not compared."""
    _, rows = compared(analyse(written(f"output: {told} && output: {again}")).claims)
    return float(max(probabilities(rows))) if rows else 0.0


@pytest.mark.parametrize(
    ("again", "same"),
    [
        (RESCUED, True),
        ("En Salto, 412 niños fueron retirados del trabajo por la inspección.", True),
        ("La inspección retiró del trabajo a 421 niños en Salto.", True),
        ("La inspección retiró del trabajo a 412 niños en Artigas.", False),
        ("Entre marzo y mayo de 2023 la inspección retiró del trabajo a 96 niños.", False),
        ("La inspección abrió en mayo de 2024 una oficina en Salto con 14 abogados.", False),
    ],
)
def test_two_claims_report_one_fact(again: str, *, same: bool) -> None:
    assert (likely(RESCUED, again) > 0.5) is same


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ("La campaña de radio llegó a 12.000 personas en los departamentos del sur.", "La campaña de televisión llegó a 45.000 personas en los departamentos del norte."),
        ("Se capacitó a 45 personas de la Fiscalía sobre trata en agosto de 2024.", "Se capacitó a 60 personas del Poder Judicial sobre trata en agosto de 2024."),
        ("Se entregaron 500 becas a niñas del sector rural en 2024.", "Se entregaron 300 becas a niños del sector urbano en 2024."),
        ("En 2024 se firmó el convenio con la cámara de la caña.", "En 2024 se firmó el convenio con la cámara del café."),
        ("Se formó a 40 jueces sobre trata en la capital.", "Se formó a 55 jueces sobre trata en la frontera."),
        ("El albergue para mujeres atendió a 36 víctimas.", "El albergue para hombres atendió a 22 víctimas."),
        ("El 12 de marzo de 2024 se dio en Salto un taller para 45 docentes.", "El 20 de octubre de 2024 se dio en Salto un taller para 45 docentes."),
        ("En el primer semestre de 2024 se atendió a 36 víctimas.", "En el segundo semestre de 2024 se atendió a 52 víctimas."),
    ],
)  # fmt: skip
def test_two_activities_of_one_kind_are_two_facts(told: str, again: str) -> None:
    assert likely(told, again) < 0.5


def test_words_of_a_sentence_that_authors_only_complete_are_not_shared() -> None:
    told = "El resultado que se busca es abrir escuelas en 60 aldeas: en 2024 el Ministerio de Trabajo terminó la selección de las aldeas y queda pendiente la firma de los convenios."
    again = "El resultado que se busca es un registro de empleadores: en 2024 la Dirección de Informática terminó los términos de referencia y queda pendiente contratar el programa."
    assert likely(told, again) < 0.5
    assert likely(told, f"{told} ") > 0.5


def test_a_pair_has_the_same_probability_alone_and_among_others() -> None:
    rows = [[float(n * place % 7) for place in range(20)] for n in range(40)]
    together = probabilities(rows)
    assert np.allclose(together, [probabilities([row])[0] for row in rows])
    assert ((together >= 0) & (together <= 1)).all()
