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
        (("163 | 195.600", "72 | 86.400", "105 | 12.600"), ()),
        (("12 | 480.000", "12 | 300.000", "12 | 420"), ()),
    ],
)
def test_three_zeros_are_missed_where_what_stands_beside_is_not_small(rows, odd) -> None:
    assert odd_of("Hogares | Pesos", rows) == odd


def bare_events(heads: str, *rows: str) -> list[tuple[str, str]]:
    """Give what each training or campaign of a table lacks."""
    told = [("context", f"| {heads}"), *(("process", f"| {row}") for row in rows)]
    found = findings(report(answer([("context", "Estas son las acciones."), *told])))
    return [
        (str(f.hit.passage.text), f.hit.details["lacking"].removeprefix("@ui.lacking."))
        for f in found
        if f.rule.code == "RES002" and f.hit.passage
    ]


def test_a_training_in_a_table_row_is_dated_and_counted_by_its_columns() -> None:
    rows = (
        "— | Charla a padres y madres | s/d",
        "mayo | Taller a docentes | 45",
        "3/6/2024 | Curso a fiscales | —",
    )
    assert bare_events("Fecha | Actividad | Participantes", *rows) == [
        (rows[0], "dates_and_people"),
        (rows[2], "people"),
    ]


def test_a_table_of_plans_reports_no_training() -> None:
    assert bare_events("Fecha | Actividad prevista | Meta (participantes)", "— | Taller | 45") == []
