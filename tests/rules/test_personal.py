"""Names of children and victims: masked in every finding, whatever its rule, and in every output."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meta87.report.check_formats import FORMATS, View
from meta87.report.texts import message
from meta87.rules.checked import CheckedReport, check
from meta87.rules.registry import findings
from tests.report.test_check_formats import text_of
from tests.tagged_build import YEAR_2023, answer, report

NAMES = ("Luz", "Marina", "Paredes", "Rivera")
TOLD = [
    ("output", "Se retiró en 2022 a Luz Marina Paredes, de 12 años, alumna de la Escuela 34 de Rivera."),
    ("process", "Se impartió un curso sobre trata a la familia de Luz Marina Paredes."),
]  # fmt: skip
MASKED = "L·· M····· P······, de 12 años, alumna de la E······ ·· de R·····"


@pytest.fixture
def checked() -> CheckedReport:
    return check(report(answer(TOLD), answer(TOLD, question="2")))


def test_a_name_is_masked_with_what_stands_beside_it(checked) -> None:
    named = next(each for each in checked.findings if each.rule.code == "PRI001")
    assert named.quote.rstrip(".") == MASKED
    assert MASKED in message(named, checked.tagged, "es")
    (anchor,) = named.anchors
    assert (anchor.start, anchor.end) == (20, 20 + len(named.quote))


def test_so_it_is_in_the_findings_of_other_rules(checked) -> None:
    others = [each for each in checked.findings if each.rule.code != "PRI001"]
    assert {"CON001", "EVI001", "PER001", "RES002"} <= {each.rule.code for each in others}
    said = [f"{each.quote} {each.hit.evidence} {each.hit.details}" for each in others]
    assert not any(name in words for words in said for name in NAMES)


def test_the_activities_that_a_message_lists_tell_no_name() -> None:
    told = [
        "La mesa se reunió en mayo de 2024.",
        "La mesa se reunió con la niña Luz Marina Paredes, alumna de la Escuela 34 de Rivera.",
        "La mesa se reunió con la víctima Luz Marina Paredes (CI 4.512.887-1) en junio de 2024.",
    ]
    made = check(report(answer([("process", each) for each in told])))
    (only,) = (f for f in made.findings if f.rule.code == "RES001")
    said = message(only, made.tagged, "es")
    assert "Las actividades: «La mesa se reunió en mayo de 2024.»; «" in said
    assert not any(each in said for each in (*NAMES, "4.512"))


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"html", "docx"}))
def test_no_output_of_findings_tells_it(name, checked) -> None:
    shown = text_of(name, FORMATS[name].render(checked, View()))
    assert MASKED in shown
    assert not any(each in shown for each in NAMES)


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Las niñas Ana Pérez y Rosa Gómez fueron rescatadas.", ["Ana Pérez", "Rosa Gómez"]),
        ("Declararon las víctimas Ana Pérez, Rosa Gómez y Luz Díaz.", ["Ana Pérez", "Rosa Gómez", "Luz Díaz"]),
        ("La llevaron a la Casa Mar, Ana Luz Paz, de 13 años, el 3 de mayo.", ["Ana Luz Paz"]),
        ("Una es Ana Luz Paz, víctima de trata a los 16 años.", ["Ana Luz Paz"]),
        ("Se asistió a la víctima MARÍA LÓPEZ GÓMEZ.", ["MARÍA LÓPEZ GÓMEZ"]),
        ("Las víctimas fueron atendidas por la OIM y UNICEF.", []),
    ],
)  # fmt: skip
def test_lists_and_capitals_are_names_too(told, names) -> None:
    checked = check(report(answer([("output", told)])))
    found = [each for each in checked.findings if each.rule.code == "PRI001"]
    assert bool(found) == bool(names)
    assert not any(part in each.quote for each in found for name in names for part in name.split())


def test_no_text_beside_the_findings_tells_it() -> None:
    """Text under no question, answers whose finding is not shown, and last year's report."""
    made = report(answer(TOLD))
    loose = replace(made, answers=(), unplaced=(answer(TOLD, question=""),))
    hushed = replace(check(made), findings=())
    for checked in (check(loose), hushed):
        for name in ("json", "xlsx", "text"):
            shown = text_of(name, FORMATS[name].render(checked, View()))
            assert not any(each in shown for each in NAMES)
    before = report(answer([TOLD[0]]), period=YEAR_2023)
    copied = [
        ("output", "Se retiró en 2022 a Luz Marina Paredes, de 12 años, alumna de la Escuela 34.")
    ]
    found = findings(report(answer(copied)), previous=before)
    assert "PRE001" in {each.rule.code for each in found}
    assert not any(
        name in f"{each.hit.details} {each.hit.evidence}" for each in found for name in NAMES
    )
