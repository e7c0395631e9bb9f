"""A document without a form is read by its headings."""

from __future__ import annotations

from datetime import date

import pytest

from meta87.form.parser import parse
from meta87.form.report import Report, Role
from meta87.form.template import no_template
from meta87.reading.read import read_bytes
from tests.form.build import document

SAID = "La oficina atendió a 30 familias de la zona."


def read(text: str) -> Report:
    return parse(read_bytes(text.encode(), "memoria.md"), no_template())


def titles(report: Report) -> list[tuple[str, str, str, list[str]]]:
    return [
        (each.question, each.section, each.topic, [block.text for block in each.blocks])
        for each in report.answers
    ]


def test_a_section_is_an_answer_and_a_heading_without_text_is_none() -> None:
    report = read(
        f"# Memoria anual 2024\n\nUruguay\n\n# Logros\n\n## Inspección\n\n{SAID}\n\n- Salto\n\n"
        f"## Difusión\n\n{SAID}\n"
    )
    assert titles(report) == [
        ("1", "", "Memoria anual 2024", ["Uruguay"]),
        ("2", "Logros", "Inspección", [SAID, "Salto"]),
        ("3", "Logros", "Difusión", [SAID]),
    ]
    assert (report.template, report.country, report.year) == ("", "UY", 2024)
    assert report.period == (date(2024, 1, 1), date(2024, 12, 31))
    assert [each.role for each in report.placed].count(Role.QUESTION) == 4
    assert report.unplaced == ()


def test_lines_that_look_like_titles_serve_where_none_is_styled() -> None:
    lines = [
        "Texto de la portada de la oficina.",
        "1. Inspección",
        "1.1 Operativos",
        SAID,
        "1.2 Lo hecho en el año .......... 7",
        "- Se visitó Salto",
        "- Se visitó Artigas",
        SAID,
        "CONCLUSIONES",
        SAID,
    ]
    report = parse(document(*lines), no_template())
    assert [(each.section, each.topic) for each in report.answers] == [
        ("", "Texto de la portada de la oficina."),
        ("1. Inspección", "1.1 Operativos"),
        ("", "CONCLUSIONES"),
    ]
    assert "".join(each.block.text for each in report.placed) == "".join(
        line.removeprefix("- ") for line in lines
    )


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Informe de gestión 2024-2025", (2024, 2025)),
        ("Memoria institucional del año 2023", (2023, 2023)),
        ("Rendición de cuentas 2022 a 2023", (2022, 2023)),
        ("Plan nacional 2024-2030", None),
        ("Informe 12 de la oficina", None),
    ],
)
def test_the_title_of_a_report_says_its_period(title, years) -> None:
    period = read(f"# {title}\n\n{SAID}\n").period
    assert (period and (period[0].year, period[1].year)) == years


def test_a_heading_with_nothing_below_it_is_text() -> None:
    report = read(f"# Memoria\n\n# Logros\n\n{SAID}\n\n## Se atendió a 30 familias\n")
    assert titles(report) == [
        ("1", "", "Memoria", ["Memoria"]),
        ("2", "", "Logros", [SAID, "Se atendió a 30 familias"]),
    ]


def test_several_countries_are_none() -> None:
    assert read(f"# Uruguay y Paraguay\n\n{SAID}\n").country == ""
