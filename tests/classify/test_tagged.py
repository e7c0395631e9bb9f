import pytest

from meta87.classify.tagged import Verdict
from meta87.form.report import Choice
from tests.tagged_build import answer

OUTPUT, PROCESS, CONTEXT = (
    ("output", "Se aprobó la ley."),
    ("process", "Se celebró una reunión."),
    ("context", "Persiste el problema."),
)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ([PROCESS, OUTPUT, CONTEXT], Verdict.RESULTS),
        ([PROCESS, CONTEXT], Verdict.PROCESS_ONLY),
        ([CONTEXT], Verdict.NO_ACTION),
        ([], Verdict.EMPTY),
    ],
)
def test_the_verdict_follows_the_kinds(told, verdict) -> None:
    assert answer(told).verdict is verdict


def test_a_ticked_question_without_text_is_not_empty() -> None:
    assert answer([], [Choice("sí", True)]).verdict is Verdict.NO_ACTION
    assert answer([], [Choice("sí", False)]).verdict is Verdict.EMPTY


def test_a_passage_leads_back_to_the_source() -> None:
    passage = answer([OUTPUT]).passages[0]
    (anchor,) = passage.locate(3, 9)
    assert (anchor.start, anchor.end, passage.text[3:9]) == (3, 9, "aprobó")
