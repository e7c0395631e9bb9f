"""Text under no question, and text without a form, is reviewed by the rules that hold there."""

from __future__ import annotations

from dataclasses import replace

from meta87.classify.tagged import TaggedReport
from meta87.rules.checked import CheckedReport, check
from meta87.rules.finding import Severity
from tests.tagged_build import answer, report

COURSE = "Se dictaron cursos a inspectores."
RESULT = "En mayo de 2024 se aprobó el protocolo de inspección."
LINK = "El informe está en http:/www.oficina.example/informe."


def free(*told: str, **facts: object) -> TaggedReport:
    made = report(answer([("output", each) for each in told]), **facts)  # type: ignore[arg-type]
    return replace(made, report=replace(made.report, template=""))


def codes(checked: CheckedReport) -> list[str]:
    return [finding.rule.code for finding in checked.findings]


def test_a_passage_under_no_question_weighs_a_step_less() -> None:
    loose = answer([("process", COURSE)], question="", id="", wording="")
    asked = report(answer([]), missing=(answer([]).answer,))
    checked = check(replace(asked, unplaced=(loose,)))
    (found,) = checked.unplaced
    assert (found.rule.code, found.severity, found.question) == (
        "RES002", Severity.SUGGESTION, "",
    )  # fmt: skip
    assert found.hit.passage is loose.passages[0]
    assert [each.rule.code for each in checked.elsewhere] == ["COM008"]
    assert checked.findings[-1] is found


def test_a_filled_in_nothing_under_no_question_is_not_read() -> None:
    loose = answer([("context", "[texto]")], question="", id="", wording="")
    assert check(replace(report(), unplaced=(loose,))).unplaced == ()


def test_without_a_form_only_what_holds_for_any_text_is_found() -> None:
    assert codes(check(free(RESULT, COURSE, period=None))) == []
    assert codes(check(free(RESULT, COURSE))) == ["EVI001"]
    assert codes(check(free(COURSE, LINK, period=None))) == ["EVI002"]
