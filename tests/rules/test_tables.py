"""Figures whose unit cannot be that of their column."""

from __future__ import annotations

import pytest

from meta87.rules.registry import findings
from tests.tagged_build import answer, report


@pytest.mark.parametrize(
    ("column", "odd"),
    [
        (("3,104,000", "1,987,000", "1.654"), ("1.654",)),
        (("41.300.000", "18.750.000", "22.100"), ("22.100",)),
        (("41.300.000", "41.000", "22"), ()),
        (("5.000.000", "1.000", "9.999"), ()),
        (("3,104", "1,987", "16"), ()),
    ],
)
def test_two_figures_that_are_alike_make_a_scale(column, odd) -> None:
    rows = [("context", f"| Lugar {number} | {figure}") for number, figure in enumerate(column)]
    made = report(answer([("context", "| Lugar | Pesos"), *rows]))
    assert tuple(f.quote for f in findings(made) if f.rule.code == "CON004") == odd
