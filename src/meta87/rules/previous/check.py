"""A check that looks back: at the report of the period before, or at an earlier draft."""

from __future__ import annotations

from dataclasses import replace

from meta87.classify.tagged import TaggedReport
from meta87.rules.checked import CheckedReport, check
from meta87.rules.finding import Rule
from meta87.rules.previous.drafts import Comparison, matched
from meta87.rules.previous.relation import Related, Relation, related
from meta87.rules.registry import RULES, findings


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
        return CheckedReport(report, findings(report, rules, previous), compared=compared)
    checked = check(report, rules)
    if found.relation is Relation.DRAFT:
        compared = _compared(compared, checked, check(previous, rules))
    return replace(checked, compared=compared)


def unread(checked: CheckedReport, file: str) -> CheckedReport:
    """Returns a checked report that states that the earlier file could not be read."""
    return replace(checked, compared=Comparison(file, Related(Relation.UNREAD)))


def _compared(compared: Comparison, now: CheckedReport, before: CheckedReport) -> Comparison:
    pairs = matched(now.findings, before.findings, (now.tagged, before.tagged))
    kept = {finding.fingerprint for finding in pairs.values()}
    return replace(
        compared,
        solved=tuple(f for f in before.findings if f.fingerprint not in kept),
        remaining=tuple(f for f in now.findings if f.fingerprint in pairs),
        new=tuple(f for f in now.findings if f.fingerprint not in pairs),
    )
