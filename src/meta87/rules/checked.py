"""A checked report: every answer with its verdict, and the findings of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from meta87.classify.tagged import TaggedAnswer, TaggedReport, Verdict
from meta87.entities.identify import is_foreign
from meta87.rules.answers import analyse
from meta87.rules.finding import Finding, Rule, Severity
from meta87.rules.previous.drafts import Comparison
from meta87.rules.previous.relation import Related, Relation, related
from meta87.rules.registry import RULES, findings

if TYPE_CHECKING:
    from pandas import DataFrame


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
        tagged: The report.
        findings: The findings that are shown.
        suppressed: Those of rules that the settings turn off in a question.
        hidden: Those that are less severe than requested.
        disabled: The rules that a settings file disables, if any.
        compared: What the report was compared with, if anything.
        advancing: Numbers of the questions whose answers tell no result, and progress towards one
            that they name, with what is done and what is missing.
    """

    tagged: TaggedReport
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    hidden: tuple[Finding, ...] = ()
    disabled: DisabledRules | None = None
    compared: Comparison | None = None
    advancing: frozenset[str] = frozenset()

    def verdict_of(self, answer: TaggedAnswer) -> str:
        """Returns the verdict on an answer; ``advancing`` where it tells progress to a result."""
        is_on_its_way = answer.answer.question in self.advancing
        return "advancing" if is_on_its_way else answer.verdict.value

    def of(self, answer: TaggedAnswer) -> tuple[Finding, ...]:
        """Returns the findings in one answer."""
        return tuple(f for f in self.findings if f.question == answer.answer.question)

    @property
    def elsewhere(self) -> tuple[Finding, ...]:
        """The findings about questions that are missing in the report."""
        asked = {answer.answer.question for answer in self.tagged.answers}
        return tuple(f for f in self.findings if not f.hit.passage and f.question not in asked)

    @property
    def unplaced(self) -> tuple[Finding, ...]:
        """The findings in text under no question."""
        return tuple(f for f in self.findings if f.hit.passage and not f.question)

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

    def found_in(self, folder: str) -> CheckedReport:
        """Returns the report with the folder that the file it was compared with was found in."""
        return replace(self, compared=self.compared and replace(self.compared, folder=folder))

    def only_new(self) -> CheckedReport:
        """Returns the report with only the findings that an earlier draft does not have.

        All are shown where it was compared with no earlier draft.
        """
        if self.compared is None or not self.compared.is_of_drafts:
            return self
        new = {finding.fingerprint for finding in self.compared.new}
        shown = tuple(f for f in self.findings if f.fingerprint in new)
        hidden = tuple(f for f in self.hidden if f.fingerprint in new)
        unshown = len(self.findings) + len(self.hidden) - len(shown) - len(hidden)
        compared = replace(self.compared, unshown=unshown)
        return replace(self, findings=shown, hidden=hidden, compared=compared)

    def reaches(self, severity: Severity | None) -> bool:
        """Returns whether any finding is at least as severe; always False for None."""
        return severity is not None and any(
            finding.severity.rank >= severity.rank for finding in self.findings
        )

    def rows(self) -> list[dict[str, Any]]:
        """Returns the findings as rows of `to_pandas`, without the name of the report."""
        answers = {each.answer.question: each for each in self.tagged.answers}
        rows = (_row(finding, answers.get(finding.question)) for finding in self.findings)
        return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]

    def to_pandas(self) -> DataFrame:
        """Returns a table with one row per finding, in the order of the report.

        Columns are ``report``, ``question``, ``question_id``, ``topic`` and ``verdict``, the
        finding's ``severity``, ``code`` and ``name``, its ``passage`` with ``paragraph`` and
        ``sentence``, the ``quote`` that it points at, ``low_confidence`` and ``fingerprint``.
        Where it is about a whole answer, ``passage`` and ``quote`` are "". The first columns,
        ``paragraph`` and ``sentence`` are those of `TaggedReport.to_pandas`.
        """
        import pandas as pd  # noqa: PLC0415  heavy

        table = pd.DataFrame(self.rows(), columns=_COLUMNS)
        table.insert(0, "report", PurePath(self.tagged.report.source).stem)
        return table.astype({"paragraph": "Int64", "sentence": "Int64"})


def check(
    report: TaggedReport, rules: tuple[Rule, ...] = RULES, previous: TaggedReport | None = None
) -> CheckedReport:
    """Applies rules to a tagged report, with that of the period before if there is one."""
    return CheckedReport(report, findings(report, rules, previous), advancing=_advancing(report))


def check_with_previous(
    report: TaggedReport,
    previous: TaggedReport,
    rules: tuple[Rule, ...] = RULES,
    asked: Relation | None = None,
) -> CheckedReport:
    """Applies rules to a draft and compares it with an earlier file.

    Of an earlier draft, ``compared`` holds which of its findings are solved; with the report of a
    period before, the rules look back at it; else ``compared`` states why nothing was compared.

    Args:
        report: The draft.
        previous: The earlier file.
        rules: The rules.
        asked: What the earlier file is to the draft; None to find out.
    """
    found = related(report, previous, asked)
    compared = Comparison(previous.report.source, found)
    if found.relation is Relation.REPORT:
        return replace(check(report, rules, previous), compared=compared)
    checked = check(report, rules)
    if found.relation is Relation.DRAFT:
        before = check(previous, rules).findings
        compared = compared.found(checked.findings, before, (report, previous))
    return replace(checked, compared=compared)


def _advancing(report: TaggedReport) -> frozenset[str]:
    results = (each for each in analyse(report).answers if each.asked.expects == "results")
    only = (each for each in results if each.tagged.verdict is Verdict.PROCESS_ONLY)
    return frozenset(each.asked.question for each in only if each.partial)


def unread(checked: CheckedReport, file: str) -> CheckedReport:
    """Returns a checked report that states that the earlier file could not be read."""
    return replace(checked, compared=Comparison(file, Related(Relation.UNREAD)))


_COLUMNS = [
    "question", "question_id", "topic", "verdict", "severity", "code", "name", "passage",
    "paragraph", "sentence", "quote", "low_confidence", "fingerprint",
]  # fmt: skip


def _row(finding: Finding, answer: TaggedAnswer | None) -> tuple[Any, ...]:
    """Returns the values of `_COLUMNS`; ``answer`` is None for a question that is missing."""
    passage, rule = finding.hit.passage, finding.rule
    asked = (answer.answer.id, answer.answer.title, answer.verdict.value) if answer else ("",) * 3
    place = (passage.text, passage.paragraph, passage.sentence) if passage else ("", None, None)
    return (
        finding.question, *asked, finding.severity.value, rule.code, rule.name, *place,
        finding.quote, finding.hit.doubtful, finding.fingerprint,
    )  # fmt: skip
