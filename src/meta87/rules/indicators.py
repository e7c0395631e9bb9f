"""EVI006: indicators that are named without their value, or without what it compares with."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.entities.entity import MONEY, PARTICIPANTS, PERCENT, QUANTITY, Entity
from meta87.entities.percentages import find_percentages
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, find, find_all, is_in_link

VALUED = as_written("valued")
NEAR = 100  # characters between an indicator and what is said of it


def _valueless(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first indicator of an answer without a value, or without one to compare it with.

    Shares may stand in the next sentence, unless that has an indicator of its own.
    """
    if not answer.tagged.tells_results:
        return
    passages = answer.passages
    for place, passage in enumerate(passages):
        span = None if passage.is_plan or passage.in_table else _changed_indicator(passage.text)
        if span is None:
            continue
        after = (p for p in passages[place + 1 : place + 2] if p.paragraph == passage.paragraph)
        near = [passage, *(p for p in after if not _changed_indicator(p.text))]
        fault = _fault(near)
        if fault:
            words = passage.quote(span)
            details = {"indicator": words[0], "fault": f"@ui.indicator.{fault}"}
            yield Hit(passage.passage, span, details, words)
            return


def _changed_indicator(text: str) -> Span | None:
    """Returns the span of an indicator that is told as measured or changed, or None."""
    for start, end in find_all(text, "indicators", "names"):
        before = text[max(0, start - NEAR) : start].rpartition(".")[2]
        after = text[end : end + NEAR].partition(".")[0]
        if is_in_link(text, start):
            continue
        changed = any(find(part, "indicators", "changed") for part in (before, after))
        if changed or VALUED.match(text, end):
            return start, end
    return None


def _fault(passages: list[PassageAnalysis]) -> str:
    """Returns "value" or "baseline" for what is missing in some passages, or ""."""
    if any(passage.has("indicators", "relative") for passage in passages):
        return ""
    shares = [share for each in passages for share in _shares(each)]
    counts = passages[0].found(QUANTITY, PARTICIPANTS, MONEY)
    values = [*(count for count in counts if count.text[0].isdigit()), *shares]
    if not values:
        return "value"
    compared = any(passage.has("indicators", "compared") for passage in passages)
    return "" if compared or len(values) > 1 else "baseline"


def _shares(passage: PassageAnalysis) -> list[Entity]:
    """Returns the percentages of a passage."""
    return list(passage.found(PERCENT)) or list(find_percentages(passage.text))


RULES = (
    Rule("EVI006", "indicator-without-value", Severity.SUGGESTION, "answer", by_answer(_valueless)),
)
