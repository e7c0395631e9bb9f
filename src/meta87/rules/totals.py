"""The counts of people that rules take out of sums: told again, or of other years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from meta87.classify.people import Place, with_left_out
from meta87.classify.tagged import TaggedReport
from meta87.entities.entity import LeftOut
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis, analyse
from meta87.rules.claim import differing
from meta87.rules.claims import repeated_claims
from meta87.rules.periods import RULES, lies_outside, since
from meta87.rules.words import Span

_RULES = tuple(rule for rule in RULES if rule.code in {"PER001", "PER003"})


def with_totals(report: TaggedReport) -> TaggedReport:
    """Returns a report whose sums of people leave out what the rules say of some counts.

    They are the second figure of a fact that is told again with another one, and counts dated
    outside the reference period or added up since years before it.
    """
    left = dict(_left(analyse(report).without_placeholders()))
    return replace(report, answers=with_left_out(report.answers, left))


def _left(report: ReportAnalysis) -> Iterator[tuple[Place, LeftOut]]:
    """Yields the places of counts that add nothing to a sum, and why."""
    counting = tuple(each for each in report.answers if any(p.people for p in each.passages))
    hits = (hit for rule in _RULES for hit in rule.check(replace(report, answers=counting)))
    dated = {id(hit.passage): hit.span for hit in hits}
    places: dict[int, tuple[int, int]] = {}
    for at, answer in enumerate(report.answers):
        for n, passage in enumerate(answer.passages):
            places[id(passage)] = at, n
            if passage.people:
                span = dated.get(id(passage.passage)) or _since(passage, answer, report)
                for start in _told_by(span, passage, report) if span else ():
                    yield (at, n, start), "period"
    for first, again in repeated_claims(report):
        for count in again.passage.people:
            if str(count.number) in first.numbers:
                yield (*places[id(again.passage)], count.start), "repeat"
        for here, _ in differing(first, again):
            yield (*places[id(again.passage)], here.start), "differs"


def _since(passage: PassageAnalysis, answer: AnswerAnalysis, report: ReportAnalysis) -> Span | None:
    """Returns the words that say since when a passage counts, in a form that has a period."""
    told = report.tagged.report.template and answer.asked.tells == "past"
    return since(passage, report.period) if told and report.period else None


def _told_by(span: Span, passage: PassageAnalysis, report: ReportAnalysis) -> Iterator[int]:
    """Yields where the counts begin to which no other date of their passage is nearer."""
    alone = lies_outside(passage, report.period)
    for count in passage.people:
        start, end = min(
            ((date.start, date.end) for date in passage.dates),
            key=lambda date: max(count.start - date[1], date[0] - count.end),
            default=span,
        )
        if alone or (start < span[1] and span[0] < end):
            yield count.start
