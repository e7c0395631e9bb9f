"""RES008: whom counted people are, by sex or age."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from meta87.entities.entity import INSTITUTION, INSTRUMENT, CountValue
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, find, find_all

MIN_DIVIDED = 15  # people; fewer need no breaking down
BEFORE, AFTER = 40, 25  # characters beside a count that may say that the people are not reached


def _undivided(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the largest count of people of an answer that says nowhere who they are."""
    if not answer.tagged.tells_results or answer.asked.asks == "highlights":
        return
    if any(map(_tells_whom, answer.passages)):
        return
    reached = [count for passage in answer.passages for count in _reached(passage)]
    if reached:
        number, passage, span = max(reached, key=itemgetter(0))
        people = passage.text[slice(*span)]
        if number >= MIN_DIVIDED:
            yield Hit(passage.passage, span, {"people": people}, (people,))


def _tells_whom(passage: PassageAnalysis) -> bool:
    """Returns whether a passage tells a sex or an age outside the names of bodies and norms."""
    names = passage.found(INSTITUTION, INSTRUMENT)
    told = find_all(passage.text, "participants", "told")
    return any(not any(each.start <= start < each.end for each in names) for start, _ in told)


def _reached(passage: PassageAnalysis) -> Iterator[tuple[int, PassageAnalysis, Span]]:
    """Yields the counts of people whom a result reached."""
    if passage.in_table or not (passage.is_result or passage.kind == "output"):
        return
    for count in passage.people:
        beside = passage.text[max(0, count.start - BEFORE) : count.end + AFTER]
        value = count.value
        if not isinstance(value, CountValue) or value.scope == "audience":
            continue
        if not find(beside, "participants", "not_reached"):
            yield value.number, passage, (count.start, count.end)


RULES = (Rule("RES008", "no-sex-or-age", Severity.SUGGESTION, "answer", by_answer(_undivided)),)
