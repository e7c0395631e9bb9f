"""What rules find outside one answer: notes in unplaced text, a rating against the priorities."""

from __future__ import annotations

from dataclasses import replace

from meta87.classify.tagged import TaggedReport
from meta87.form.report import Choice
from meta87.report.texts import message
from meta87.rules.checked import check
from tests.tagged_build import answer, report

RESULT = ("output", "En mayo de 2024 la inspección retiró a 45 adolescentes del trabajo infantil.")


def codes(made: TaggedReport) -> list[str]:
    return [each.rule.code for each in check(made).findings]


def test_a_note_in_text_that_no_question_claims_is_found() -> None:
    loose = answer([("context", "OJO: falta la respuesta de Salud.")], question="")
    made = replace(report(answer([RESULT])), unplaced=(loose,))
    (only,) = [each for each in check(made).unplaced if each.rule.code == "DRA001"]
    assert "OJO" in message(only, made, "es")


def rated(rating: str) -> TaggedReport:
    priorities = [answer([RESULT], question=n, topic=n, required=True) for n in ("1", "2")]
    ticked = answer((), [Choice(rating, True)], question="3", id="r", expects="choice")
    return report(*priorities, ticked)


def test_no_progress_is_contradicted_by_results_everywhere() -> None:
    assert "COM010" in codes(rated("no hay progreso"))
    assert "COM010" not in codes(rated("poco progreso"))
    assert "COM010" not in codes(rated("gran progreso"))
