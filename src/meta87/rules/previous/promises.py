"""PRE006: results that the report before promised for this period, and that this one leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from meta87.entities.entity import DateValue
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.passage import Period
from meta87.rules.previous.mentions import MOST, Mentions
from meta87.rules.previous.steps import QUOTED, STEP, Topic, announced_steps, taken_up, topics

FEW = 3  # rare words of a promise, which is longer than a step, by which it is mentioned
OF_A_STEP = 0.4  # of the weight of a next step's words, from which a promise is that step


def _unmentioned(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each promise of the report before for this period that this one does not mention."""
    if report.previous is None or report.period is None:
        return
    mentions, then = Mentions(report), Mentions(report.previous)
    steps = [step for _, step in announced_steps(report.previous)]
    for answer, passage in _promises(report.previous, report.period):
        is_step = any(then.share(step, passage.text) >= OF_A_STEP for step in steps)
        if not is_step and not mentions.has(passage.text, FEW):
            quoted = shorten(passage.text, QUOTED, placeholder="…")
            details = {"promise": quoted, "other": answer.asked.question}
            yield Hit(None, None, details, (passage.text,), question=_place(report, answer))


def _promises(
    previous: ReportAnalysis, period: Period
) -> list[tuple[AnswerAnalysis, PassageAnalysis]]:
    found = [
        (answer, passage)
        for answer in previous.answers
        if answer.asked.expects == "results" and answer.asked.id != STEP
        for passage in answer.passages
        if (passage.is_plan or passage.future) and _is_due(passage, period)
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
