"""A checked report: every answer with its verdict, and what breaks the guideline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from meta87.classify.tagged import TaggedAnswer, TaggedReport
from meta87.entities.identify import is_foreign
from meta87.rules.finding import Finding, Rule, Severity
from meta87.rules.registry import RULES, findings


@dataclass(frozen=True, slots=True)
class DisabledRules:
    """Rules that a settings file disables.

    Attributes:
        file: Path of the file, from the report's folder.
        codes: Rules that are not applied at all.
        questions: Rules that are not applied to single questions, by the number of the question.
    """

    file: str
    codes: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A tagged report with the findings of the rules, in the order of the report.

    Attributes:
        tagged: the report.
        findings: what is shown.
        suppressed: what the settings leave out of their questions.
        hidden: what is not shown because it weighs less than asked for.
        disabled: the rules that a settings file disables, if any.
    """

    tagged: TaggedReport
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    hidden: tuple[Finding, ...] = ()
    disabled: DisabledRules | None = None

    def of(self, answer: TaggedAnswer) -> tuple[Finding, ...]:
        """Returns the findings in one answer."""
        return tuple(f for f in self.findings if f.question == answer.answer.question)

    @property
    def elsewhere(self) -> tuple[Finding, ...]:
        """The findings about questions that are missing in the report."""
        asked = {answer.answer.question for answer in self.tagged.answers}
        return tuple(f for f in self.findings if f.question not in asked)

    @property
    def foreign(self) -> tuple[str, ...]:
        """Numbers of the questions that are answered in another language than Spanish."""
        answers = (each.answer for each in self.tagged.answers)
        return tuple(
            answer.question
            for answer in answers
            if is_foreign(" ".join(block.text for block in answer.blocks))
        )

    @property
    def severities(self) -> Counter[Severity]:
        """Number of findings by severity."""
        return Counter(finding.severity for finding in self.findings)

    def shown_from(self, severity: Severity) -> CheckedReport:
        """Returns the report with only the findings that are at least as severe."""
        shown = tuple(f for f in self.findings if f.severity.rank >= severity.rank)
        hidden = tuple(f for f in self.findings if f.severity.rank < severity.rank)
        return replace(self, findings=shown, hidden=hidden)

    def reaches(self, severity: Severity | None) -> bool:
        """Returns whether any finding is at least as severe; always False for None."""
        return severity is not None and any(
            finding.severity.rank >= severity.rank for finding in self.findings
        )


def check(report: TaggedReport, rules: tuple[Rule, ...] = RULES) -> CheckedReport:
    """Applies rules to a tagged report."""
    return CheckedReport(report, findings(report, rules))
