"""Names of children and victims: masked in every finding, whatever its rule, and in every output."""

from __future__ import annotations

import pytest

from meta87.report.check_formats import FORMATS, View
from meta87.report.texts import message
from meta87.rules.checked import CheckedReport, check
from tests.report.test_check_formats import text_of
from tests.tagged_build import answer, report

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


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"html", "docx"}))
def test_no_output_of_findings_tells_it(name, checked) -> None:
    shown = text_of(name, FORMATS[name].render(checked, View()))
    assert "PRI001" in shown
    assert not any(each in shown for each in NAMES)


def test_the_page_marks_the_words_in_the_answer_and_masks_them_in_the_finding(checked) -> None:
    page = str(FORMATS["html"].render(checked, View()))
    assert page.count(MASKED) >= len(checked.tagged.answers)
