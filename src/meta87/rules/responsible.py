"""COM011: who did what a priority or a next step reports."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.entities.entity import INSTITUTION
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import as_written, find, find_all, is_in_link

CODE, ACTING = as_written("code"), as_written("acting")


def _unnamed(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first action of an answer that names nobody who acted.

    The body behind a norm that is cited is known by it; "we" is whoever reports.
    """
    asked = answer.asked
    if not answer.tagged.tells_results or not asked.required or asked.asks:
        return
    actions = [passage for passage in answer.passages if _reports_action(passage)]
    if actions and not any(map(_names_body, answer.passages)):
        first = actions[0]
        yield Hit(first.passage, evidence=first.quote(first.past))


def _reports_action(passage: PassageAnalysis) -> bool:
    named = passage.is_item and passage.has("action_nouns")
    counted = passage.kind == "output" and passage.has_count and not passage.future
    there = passage.past or named or counted or passage.has("status", "reached")
    done = there and not passage.is_plan and not passage.has("not_done")
    acts = passage.kind != "context" or (passage.main_past and passage.has_count)
    return bool(done and acts) and not passage.in_table


def _names_body(passage: PassageAnalysis) -> bool:
    """Returns whether a passage names a body, if by a common noun, or a norm, or says "we"."""
    text = passage.text
    named = passage.found(INSTITUTION) or CODE.search(text) or find(text, "evidence", "norms")
    return bool(named or ACTING.search(text)) or any(
        not is_in_link(text, start)
        for words in ("bodies", "we")
        for start, _ in find_all(text, "responsible", words)
    )


RULES = (Rule("COM011", "responsible-unnamed", Severity.SUGGESTION, "answer", by_answer(_unnamed)),)
