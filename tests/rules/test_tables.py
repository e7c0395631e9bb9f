"""Figures whose unit cannot be that of their column."""

from __future__ import annotations

import pytest

from meta87.rules.registry import findings
from tests.tagged_build import answer, report


def odd_of(heads: str, rows: tuple[str, ...]) -> tuple[str, ...]:
    """Give the figures of a table that are found to be out of scale."""
    told = [("context", f"| Lugar {number} | {row}") for number, row in enumerate(rows)]
    made = report(answer([("context", f"| Lugar | {heads}"), *told]))
    return tuple(f.quote for f in findings(made) if f.rule.code == "CON004")


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
    assert odd_of("Pesos", column) == odd


@pytest.mark.parametrize(
    ("rows", "odd"),
    [
        (("163 | 195.600", "72 | 86.400", "105 | 126"), ("126",)),
        (("96 | 988,500", "143 | 1,310", "118 | 1,245,000"), ("1,310",)),
        (("163 | 195.600", "72 | 86.400", "1 | 126"), ()),
        (("163 | 195.600", "72 | 86.400", "105 | 12.600"), ()),
        (("2024 | 48.000", "2024 | 30.000", "2023 | 25"), ()),
        (("12 | 480.000", "12 | 300.000", "12 | 420"), ()),
        (("10 | 50.000", "4 | 3.000", "8 | 25"), ()),
    ],
)
def test_three_zeros_are_missed_where_what_stands_beside_is_not_small(rows, odd) -> None:
    assert odd_of("Hogares | Pesos", rows) == odd
