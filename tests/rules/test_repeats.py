"""How likely two claims report one fact."""

from __future__ import annotations

import numpy as np
import pytest

from meta87.rules.answers import analyse
from meta87.rules.claims import claims_of, compared
from meta87.rules.repeats import probabilities
from tests.rules.test_rules import written

RESCUED = "Entre marzo y mayo de 2024 la inspección retiró del trabajo a 412 niños en Salto."


def likely(told: str, again: str) -> float:
    """Give how likely two answers report one fact; 0 if they are not compared."""
    _, rows = compared(claims_of(analyse(written(f"output: {told} && output: {again}"))))
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


def test_a_pair_has_the_same_probability_alone_and_among_others() -> None:
    rows = [[float(n * place % 7) for place in range(18)] for n in range(40)]
    together = probabilities(rows)
    assert np.allclose(together, [probabilities([row])[0] for row in rows])
    assert ((together > 0) & (together < 1)).all()
