"""The counts of people that rules take out of sums: told again, or of other years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from meta87.classify.people import Place, with_left_out
from meta87.classify.tagged import TaggedReport
from meta87.entities.entity import LeftOut
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis, analyse
from meta87.rules.claim import differing
from meta87.rules.periods import RULES, lies_outside, side, since
from meta87.rules.words import Span

_DATED = re.compile(r"[ (]*(?:en|durante|de) (?:el año )?|[ (]+")  # between a count and its date
_RULES = tuple(rule for rule in RULES if rule.code in {"PER001", "PER003"})


def with_totals(report: TaggedReport) -> TaggedReport:
    """Returns a report whose sums of people leave out what the rules say of some counts.

    They are the second figure of a fact that is told again with another one, and counts dated
    outside the reference period or added up since years before it, also under no question.
    """
    answers = analyse(report).without_placeholders()
    loose = analyse(replace(report, answers=report.unplaced)).without_placeholders()
    left = {**dict(_dated(answers)), **dict(_again(answers))}
    return replace(
        report,
        answers=with_left_out(report.answers, left),
        unplaced=with_left_out(report.unplaced, dict(_dated(loose))),
    )


def _dated(report: ReportAnalysis) -> Iterator[tuple[Place, LeftOut]]:
    """Yields the places of counts that are not of the reference period."""
    counting = tuple(each for each in report.answers if any(p.people for p in each.passages))
    hits = (hit for rule in _RULES for hit in rule.check(replace(report, answers=counting)))
    dated = {id(hit.passage): hit.span for hit in hits}
    for at, answer in enumerate(report.answers):
        for n, passage in enumerate(answer.passages):
            if passage.people:
                span = dated.get(id(passage.passage)) or _since(passage, answer, report)
                starts = _told_by(span, passage, report) if span else ()
                for start in (*starts, *_of_other_years(passage, answer, report)):
                    yield (at, n, start), "period"


def _again(report: ReportAnalysis) -> Iterator[tuple[Place, LeftOut]]:
    """Yields the places of counts that a report has told before."""
    places = {
        id(passage): (at, n)
        for at, answer in enumerate(report.answers)
        for n, passage in enumerate(answer.passages)
    }
    for first, again in report.repeated_claims:
        for count in again.passage.people:
            if str(count.number) in first.numbers:
                yield (*places[id(again.passage)], count.start), "repeat"
        for here, _ in differing(first, again):
            yield (*places[id(again.passage)], here.start), "differs"


def _since(passage: PassageAnalysis, answer: AnswerAnalysis, report: ReportAnalysis) -> Span | None:
    """Returns the words that say since when a passage counts, in a form that has a period."""
    told = report.tagged.report.template and answer.asked.tells == "past"
    return since(passage, report.period) if told and report.period else None


def _of_other_years(
    passage: PassageAnalysis, answer: AnswerAnalysis, report: ReportAnalysis
) -> Iterator[int]:
    """Yields where the counts begin right after which a date outside the period stands."""
    if report.period is None or answer.asked.tells != "past":
        return
    for count in passage.people:
        date = next((each for each in passage.dates if each.start >= count.end), None)
        dated = date and _DATED.fullmatch(passage.text, count.end, date.start)
        if date and dated and side(date, report.period) in ("before", "after"):
            yield count.start


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
