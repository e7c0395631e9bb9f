"""All rules, and what they find in a report."""

from __future__ import annotations

from dataclasses import replace

from meta87.classify.tagged import TaggedReport
from meta87.rules import (
    acronyms,
    arithmetic,
    claims,
    completeness,
    days,
    drafting,
    events,
    evidence,
    indicators,
    links,
    participants,
    partners,
    periods,
    personal,
    progress,
    relevance,
    responsible,
    results,
    statuses,
    tables,
    years,
)
from meta87.rules.answers import analyse
from meta87.rules.finding import Finding, Rule, numbered
from meta87.rules.previous import promises, repeated, steps

FAMILIES = ("RES", "PER", "COM", "EVI", "CON", "REL", "DRA", "PRI", "PRE")
CONTENT_FAMILIES = ("RES", "PER", "CON", "REL", "PRI", "PRE")
_ALL = (
    *results.RULES, *events.RULES, *progress.RULES, *periods.RULES, *completeness.RULES,
    *partners.RULES, *evidence.RULES, *links.RULES, *claims.RULES, *tables.RULES,
    *acronyms.RULES, *years.RULES, *relevance.RULES, *days.RULES,
    *statuses.RULES, *responsible.RULES, *arithmetic.RULES, *drafting.RULES, *indicators.RULES,
    *personal.RULES, *participants.RULES,
    *repeated.RULES, *steps.RULES, *promises.RULES,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(
    sorted(_ALL, key=lambda rule: (FAMILIES.index(rule.family), rule.code))
)


def findings(
    report: TaggedReport, rules: tuple[Rule, ...] = RULES, previous: TaggedReport | None = None
) -> tuple[Finding, ...]:
    """Applies rules to a report; findings come by answer, then in the order of the rules.

    Findings on missing questions come last. The content of an answer that is only a placeholder is
    not checked. The names of children and victims are masked.

    Args:
        report: the report.
        rules: the rules.
        previous: the country's report of the period before, for the rules that look back at it.
    """
    place = {answer.answer.question: n for n, answer in enumerate(report.answers)}
    analysis = analyse(report)
    before = analyse(previous).without_placeholders() if previous else None
    content = replace(analysis.without_placeholders(), previous=before)
    found = (
        (rule, hit)
        for rule in rules
        for hit in rule.check(content if rule.family in CONTENT_FAMILIES else analysis)
    )
    ordered = sorted(numbered(found, report), key=lambda each: place.get(each.question, len(place)))
    return personal.masked(tuple(ordered), content)
