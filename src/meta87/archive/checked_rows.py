"""The answers and the findings of a tagged form, as rows of the tables of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from meta87.classify.tagged import TaggedAnswer, TaggedReport, Verdict
from meta87.form.report import WORD, Answer
from meta87.report.reservations import unreviewed
from meta87.report.texts import action, is_doubted, message
from meta87.rules.answers import analyse
from meta87.rules.checked import CheckedReport, check
from meta87.rules.previous.steps import stage

Row = dict[str, Any]


def checked_rows(tagged: TaggedReport, name: str, model: str) -> tuple[list[Row], list[Row]]:
    """Returns the answers and the findings of a form; none of any other text.

    The rows have the id of the report, and the version of the model that tagged it.
    """
    if not tagged.report.template:
        return [], []
    checked, report = check(tagged), tagged.report
    shared = {"country": report.country, "year": report.year, "file": report.source}
    named = {**shared, "report": name}
    answers = [{**row, **named, "model": model} for row in _answers(checked)]
    findings = [
        {**row, "message": message(found, tagged, "es"), "action": action(found, "es"), **named}
        for row, found in zip(checked.rows(), checked.findings, strict=True)
    ]
    return answers, findings


def _answers(checked: CheckedReport) -> Iterator[Row]:
    """Yields the questions of the report in order, then those of the form that it lacks."""
    tagged = checked.tagged
    words = (len(WORD.findall(each.block.text)) for each in unreviewed(tagged))
    outside = {"unreviewed_words": sum(words)}
    for answer in analyse(tagged).answers:
        more = {"has_evidence": answer.has_evidence, "stage": stage(answer) or None}
        yield {**_answer(answer.tagged, checked), **more, **outside}
    for lacking in tagged.report.missing:
        empty = {
            "verdict": Verdict.EMPTY.value, "advancing": False, "low_confidence": False,
            "status": "missing", "errors": 0, "warnings": 0, "suggestions": 0, "passages": 0,
            "results": 0, "processes": 0, "has_evidence": False,
        }  # fmt: skip
        yield {**_asked(lacking), **empty, **outside}


def _answer(answer: TaggedAnswer, checked: CheckedReport) -> Row:
    kinds = [passage.prediction.kind for passage in answer.passages]
    severities = [finding.severity.value for finding in checked.of(answer)]
    return {
        **_asked(answer.answer),
        "verdict": answer.verdict.value,
        "advancing": answer.answer.question in checked.advancing,
        "low_confidence": is_doubted(answer, checked),
        "status": answer.answer.state,
        "passages": len(answer.passages),
        "results": kinds.count("output"),
        "processes": kinds.count("process"),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "suggestions": severities.count("suggestion"),
    }


def _asked(answer: Answer) -> Row:
    return {
        "section": answer.section,
        "question": answer.question,
        "question_id": answer.id,
        "topic": answer.title,
        "required": answer.required,
        "expects": answer.expects,
        "ticks": [choice.label for choice in answer.choices if choice.checked],
        "words": answer.words,
    }
