"""PRE006: results that the report before promised for this period, and that this one leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from meta87.entities.entity import DateValue
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.passage import Period
from meta87.rules.previous.mentions import MENTIONED, MOST, Mentions
from meta87.rules.previous.steps import QUOTED, Topic, taken_up, topics


def _unmentioned(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each promise of the report before for this period that this one does not mention."""
    if report.previous is None or report.period is None:
        return
    mentions = Mentions(report)
    for answer, passage in _promises(report.previous, report.period):
        if mentions.of(passage.text) < MENTIONED:
            quoted = shorten(passage.text, QUOTED, placeholder="…")
            details = {"promise": quoted, "other": answer.asked.question}
            yield Hit(None, None, details, (passage.text,), question=_place(report, answer))


def _promises(
    previous: ReportAnalysis, period: Period
) -> list[tuple[AnswerAnalysis, PassageAnalysis]]:
    found = [
        (answer, passage)
        for answer in previous.answers
        for passage in (answer.passages if answer.asked.expects == "results" else ())
        if passage.is_plan and _is_due(passage, period)
    ]
    return found[:MOST]


def _is_due(passage: PassageAnalysis, period: Period) -> bool:
    """Returns whether a passage has a date that ends in a period."""
    values = (entity.value for entity in passage.dates)
    return any(
        isinstance(value, DateValue) and value.last and period[0] <= value.last <= period[1]
        for value in values
    )


def _place(report: ReportAnalysis, then: AnswerAnalysis) -> str:
    """Returns the question of a report that asks what another asked in the report before."""
    (_, found), *_ = taken_up([Topic(then.asked.topic, then)], topics(report, then.asked.id))
    return found.answer.asked.question if found else ""


RULES = (Rule("PRE006", "promise-unmentioned", Severity.WARNING, "report", _unmentioned),)
