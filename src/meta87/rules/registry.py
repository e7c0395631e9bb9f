"""All rules, and what they find in a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from meta87.classify.tagged import TaggedReport
from meta87.rules import (
    acronyms,
    claims,
    completeness,
    events,
    evidence,
    links,
    partners,
    periods,
    progress,
    relevance,
    results,
    tables,
    years,
)
from meta87.rules.answers import analyse
from meta87.rules.finding import Finding, Hit, Rule, fingerprint

FAMILIES = ("RES", "PER", "COM", "EVI", "CON", "REL")
CONTENT_FAMILIES = ("RES", "PER", "CON", "REL")
# Chosen by how often they are right in real texts without a form, and in the forms of
# `corpus/findings/dev` with their questions taken away (docs/explicacion/limites.md).
ANY_TEXT = frozenset({"CON002", "CON003", "CON004", "CON006", "EVI002", "EVI003", "EVI004"})
"""The rules that hold for a text of any kind, such as a plan or a law."""
OF_A_PERIOD = ANY_TEXT | {"CON005", "EVI001"}
"""The rules that hold for a text without a form that reports on a period."""
WITHOUT_QUESTION = frozenset({
    "RES002", "RES004", "RES005", "PER001", "PER003", "EVI002", "EVI003", "EVI004", "CON003",
    "CON004", "CON007",
})  # fmt: skip
"""The rules that hold in a form for a text whose question is not known."""
_ALL = (
    *results.RULES, *events.RULES, *progress.RULES, *periods.RULES, *completeness.RULES,
    *partners.RULES, *evidence.RULES, *links.RULES, *claims.RULES, *tables.RULES,
    *acronyms.RULES, *years.RULES, *relevance.RULES,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(
    sorted(_ALL, key=lambda rule: (FAMILIES.index(rule.family), rule.code))
)


def applied(rules: tuple[Rule, ...], report: TaggedReport) -> tuple[Rule, ...]:
    """Returns the rules, of some, that are applied to a report: all where there is a form."""
    if report.report.template:
        return rules
    kept = OF_A_PERIOD if report.period else ANY_TEXT
    return tuple(rule for rule in rules if rule.code in kept)


def findings(report: TaggedReport, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """Applies rules to a tagged report; findings come by answer, then in the order of the rules.

    Findings on missing questions come last, then those in text under no question. The content of an
    answer that is only a placeholder is not checked. Where there is no form, only the rules are
    applied that hold for a text of any kind.
    """
    place = {answer.answer.question: n for n, answer in enumerate(report.answers)}
    rules = applied(rules, report)
    analysis = analyse(report)
    content = analysis.without_placeholders()
    found = (
        _finding(rule, hit, report)
        for rule in rules
        for hit in rule.check(content if rule.family in CONTENT_FAMILIES else analysis)
    )
    in_order = sorted(found, key=lambda finding: place.get(finding.question, len(place)))
    return (*in_order, *_unplaced(report, rules))


def _unplaced(report: TaggedReport, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Yields the findings in text under no question: they weigh less, since nothing is asked."""
    content = analyse(replace(report, answers=report.unplaced)).without_placeholders()
    for rule in rules:
        for hit in rule.check(content) if rule.code in WITHOUT_QUESTION else ():
            yield _finding(rule, replace(hit, milder=True), report)


def _finding(rule: Rule, hit: Hit, report: TaggedReport) -> Finding:
    severity = rule.severity.below if hit.doubtful or hit.milder else rule.severity
    return Finding(rule, hit, fingerprint(rule, report, hit), severity)
