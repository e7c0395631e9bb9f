"""Findings and answers as rows of a table for people: heads and values in their language."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classify.tagged import TaggedAnswer
from meta87.messages import text
from meta87.report.texts import action, message, verdict
from meta87.rules.checked import CheckedReport

FINDING = ("report", "question", "topic", "verdict", "severity", "rule", "name", "message",
           "action", "quote", "passage", "fingerprint")  # fmt: skip
ANSWER = ("report", "question", "topic", "verdict", "required", "choices", "passages", "findings",
          "text")  # fmt: skip

Value = str | int


def heads(columns: tuple[str, ...], lang: str) -> list[str]:
    """Returns the headings of columns."""
    return [text(f"ui.column.{column}", lang) for column in columns]


def findings(checked: CheckedReport, lang: str) -> Iterator[list[Value]]:
    """Yields one row per finding, its values in the order of `FINDING`."""
    answers = {answer.answer.question: answer for answer in checked.tagged.answers}
    for finding in checked.findings:
        passage, rule = finding.hit.passage, finding.rule
        yield [
            *_asked(checked, finding.question, answers.get(finding.question), lang),
            text(f"ui.severity.{finding.severity}", lang),
            rule.code,
            rule.name,
            message(finding, checked.tagged, lang),
            action(finding, lang),
            finding.quote,
            passage.text if passage else "",
            finding.fingerprint,
        ]


def answers(checked: CheckedReport, lang: str) -> Iterator[list[Value]]:
    """Yields one row per answer, its values in the order of `ANSWER`."""
    for answer in checked.tagged.answers:
        asked = answer.answer
        yield [
            *_asked(checked, asked.question, answer, lang),
            text(f"ui.{'yes' if asked.required else 'no'}", lang),
            "; ".join(choice.label for choice in asked.choices if choice.checked),
            len(answer.passages),
            len(checked.of(answer)),
            answer.text,
        ]


def _asked(
    checked: CheckedReport, question: str, answer: TaggedAnswer | None, lang: str
) -> list[Value]:
    number: Value = int(question) if question.isdecimal() else question
    topic = answer.answer.topic or answer.answer.wording if answer else ""
    amounts_to = verdict(answer, checked, lang) if answer else ""
    return [checked.tagged.report.source, number, topic, amounts_to]
