"""What to do first: the findings by question, with the institutions that their passages name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from meta87.form.report import Answer
from meta87.messages import text
from meta87.report.promises import promised
from meta87.report.texts import questions, title
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding, Severity
from meta87.rules.stated import institutions

NAMED = 3  # institutions that a step names
URGENT = {"PRI", "DRA", "CON"}  # families whose errors come first: certain, and quickly mended


@dataclass(frozen=True, slots=True)
class Step:
    """What there is to do in one answer, by its findings of one severity."""

    question: str  # its number, or "" for the report as a whole
    asked: Answer | None
    institutions: tuple[str, ...]  # that the passages of its findings name
    findings: tuple[Finding, ...]


def steps(checked: CheckedReport, severity: Severity) -> list[Step]:
    """Returns what there is to do by the findings of a severity, in order, what is urgent first."""
    found: dict[str, list[Finding]] = defaultdict(list)
    apart = promised(checked)
    mine = [f for f in checked.findings if f.severity is severity and f not in apart]
    if severity is Severity.ERROR:
        mine.sort(key=lambda finding: finding.rule.family not in URGENT)
    for finding in mine:
        found[finding.question].append(finding)
    answers = [each.answer for each in checked.tagged.answers]
    asked = {each.question: each for each in answers}
    written = "\n".join(each.text for each in checked.tagged.answers)
    made = []
    for question, here in found.items():
        meant = tuple(finding.hit.passage for finding in here if finding.hit.passage)
        named = institutions(meant, written)[:NAMED]
        made.append(Step(question, asked.get(question), named, tuple(here)))
    return made


def by_institution(checked: CheckedReport) -> dict[str, list[str]]:
    """Returns the questions of each institution whose passages have to be corrected or reviewed."""
    asked: dict[str, list[str]] = defaultdict(list)
    for severity in (Severity.ERROR, Severity.WARNING):
        for step in steps(checked, severity):
            for institution in step.institutions:
                if step.question not in asked[institution]:
                    asked[institution].append(step.question)
    return asked


def lines(checked: CheckedReport, lang: str) -> Iterator[str]:
    """Yields what to correct, one line a question, then what to review after it."""
    late = [title(f, lang) for f in promised(checked) if f.severity is Severity.ERROR]
    for what in dict.fromkeys(late):
        yield text("ui.first.promised", lang, what=what)
    for step in steps(checked, Severity.ERROR):
        what = titles(step, lang)
        yield text("ui.first.step", lang, question=named(step, lang), what=what)
    if later := [step.question for step in steps(checked, Severity.WARNING) if step.question]:
        yield text("ui.first.then", lang, questions=questions(later, lang))


def titles(step: Step, lang: str) -> str:
    """Returns what is wrong in an answer, each thing once."""
    return "; ".join(dict.fromkeys(title(finding, lang) for finding in step.findings))


def named(step: Step, lang: str) -> str:
    """Returns the question of a step in words, with the institutions that it names."""
    number = step.question
    question = text(f"ui.first.{'question' if number else 'report'}", lang, question=number)
    if not step.institutions:
        return question
    shown = ", ".join(step.institutions)
    return text("ui.first.named", lang, question=question, institutions=shown)
