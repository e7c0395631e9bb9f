"""All rules, and what they find in a report."""

from __future__ import annotations

from meta87.rules import completeness, periods, results
from meta87.rules.finding import Finding, Rule, fingerprint
from meta87.tagged import TaggedReport

RULES: tuple[Rule, ...] = (*results.RULES, *periods.RULES, *completeness.RULES)


def findings(report: TaggedReport, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """Apply rules to a report; findings come by answer, then in the order of the rules."""
    return tuple(
        Finding(
            rule,
            answer.answer.question,
            hit,
            fingerprint(rule, report, answer.answer.question, hit),
        )
        for answer in report.answers
        for rule in rules
        for hit in rule.check(answer, report)
    )


def rule(key: str) -> Rule | None:
    """Give the rule of that code or name, in any case of letters."""
    wanted = key.casefold()
    return next((r for r in RULES if wanted in (r.code.casefold(), r.name)), None)
