"""COM rules: what the form asks for must be there."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import is_all
from meta87.tagged import TaggedAnswer, TaggedReport, Verdict


def _unanswered(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if not answer.answer.required:
        return
    if answer.verdict is Verdict.EMPTY:
        lacking = "@ui.lacking.tick" if answer.answer.closed else "@ui.lacking.text"
        yield Hit(details={"lacking": lacking})
    elif answer.passages and is_all(answer.text, "not_applicable"):
        passage = answer.passages[0]
        yield Hit(passage, details={"lacking": "@ui.lacking.no_answer"}, evidence=(answer.text,))


RULES = (Rule("COM001", "required-empty", Severity.ERROR, "answer", by_answer(_unanswered)),)
