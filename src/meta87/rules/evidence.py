"""EVI rules on means of verification: a result, or an evaluation, says where it can be checked."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.periods import lies_outside
from meta87.rules.words import is_all


def _unproven(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first specific result of an answer without evidence, if possible in the period."""
    if answer.asked.expects != "results" or answer.is_not_begun or answer.has_evidence:
        return
    results = [
        passage
        for passage in answer.passages
        if passage.is_result
        and not passage.has_low_confidence("context")
        and not passage.has("advance", "words")
        and (passage.paragraph not in answer.partial or passage.has("status", "reached"))
    ]
    inside = [p for p in results if not lies_outside(p, report.period)]
    if results:
        first = (inside or results)[0]
        doubtful = all(passage.has_low_confidence() for passage in results)
        yield Hit(first.passage, doubtful=doubtful, note="" if inside else "result-outside")


def _unreferenced(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    before = report.parent(answer)
    if before is None or before.asked.asks != "tools" or answer.has_evidence:
        return
    tools = tuple(label for label in before.ticked if not is_all(label, "evidence", "no_tool"))
    if tools:
        details = {"tools": "; ".join(tools), "other": before.asked.question}
        first = next((passage.passage for passage in answer.passages), None)
        yield Hit(first, None, details, tools)


RULES = (
    Rule("EVI001", "result-without-evidence", Severity.SUGGESTION, "answer", by_answer(_unproven)),
    Rule("EVI005", "tools-unreferenced", Severity.WARNING, "answer", by_answer(_unreferenced)),
)
