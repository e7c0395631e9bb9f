"""All rules, and what they find in a report."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

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
from meta87.rules.previous import announced, repeated, steps

FAMILIES = ("RES", "PER", "COM", "EVI", "CON", "REL", "DRA", "PRI", "PRE")
CONTENT_FAMILIES = ("RES", "PER", "CON", "REL", "PRI", "PRE")
# Chosen by how often they are right in real texts without a form, and in the forms of
# `corpus/findings/dev` with their questions taken away (docs/explicacion/limites.md).
ANY_TEXT = frozenset({"CON002", "CON003", "CON004", "CON006", "EVI002", "EVI003", "EVI004"})
"""The rules that hold for a text of any kind, such as a plan or a law."""
OF_A_PERIOD = ANY_TEXT | {"CON005", "EVI001"}
"""The rules that hold for a text without a form that reports on a period."""
WITHOUT_QUESTION = frozenset({
    "RES002", "RES004", "RES005", "PER001", "PER003", "EVI002", "EVI003", "EVI004", "CON003",
    "CON004", "CON007", "CON008", "CON009", "CON010", "DRA001", "PRI001",
})  # fmt: skip
"""The rules that hold in a form for a text whose question is not known."""
_ALL = (
    *results.RULES, *events.RULES, *progress.RULES, *periods.RULES, *completeness.RULES,
    *partners.RULES, *evidence.RULES, *links.RULES, *claims.RULES, *tables.RULES,
    *acronyms.RULES, *years.RULES, *days.RULES, *relevance.RULES,
    *statuses.RULES, *responsible.RULES, *arithmetic.RULES, *drafting.RULES, *indicators.RULES,
    *personal.RULES, *participants.RULES,
    *repeated.RULES, *steps.RULES, *announced.RULES,
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


def findings(
    report: TaggedReport, rules: tuple[Rule, ...] = RULES, previous: TaggedReport | None = None
) -> tuple[Finding, ...]:
    """Applies rules to a report; findings come by answer, then in the order of the rules.

    Findings on missing questions come last, then those in text under no question. The content of an
    answer that is only a placeholder is not checked. Where there is no form, only the rules are
    applied that hold for a text of any kind. The names of children and victims are masked.

    Args:
        report: the report.
        rules: the rules.
        previous: the country's report of the period before, for the rules that look back at it.
    """
    place = {answer.answer.question: n for n, answer in enumerate(report.answers)}
    rules = applied(rules, report)
    analysis = analyse(report)
    before = analyse(previous).without_placeholders() if previous else None
    content = replace(analysis.without_placeholders(), previous=before)
    found = (
        (rule, hit)
        for rule in rules
        for hit in rule.check(content if rule.family in CONTENT_FAMILIES else analysis)
    )
    loose = analyse(replace(report, answers=report.unplaced)).without_placeholders()
    unplaced = (  # it weighs less, since nothing is asked
        (rule, replace(hit, milder=True))
        for rule in rules
        if rule.code in WITHOUT_QUESTION
        for hit in rule.check(loose)
    )
    made = [*numbered(chain(found, unplaced), report)]
    ordered = sorted(made, key=lambda each: place.get(each.question, len(place)))
    return personal.masked(tuple(ordered), content, loose, *([before] if before else []))
