"""RES002: a training or a campaign that is reported must say when it was and whom it reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meta87.classify.labels import EVEN
from meta87.rules import event_words
from meta87.rules.analysis import FIRST, UNLISTED, Event, PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.event_words import OBJECT
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span

# Where a cell of a row begins, with a few words before the event.
CELL_START = re.compile(rf"(?:^|\| )[^|]{{0,{FIRST}}}$")

Passages = Sequence[PassageAnalysis]


def _bare_event(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    if answer.asked.tells != "past":
        return
    introductions = _introductions(answer.passages)
    for index, passage in enumerate(answer.passages):
        event = _held_event(passage, index, introductions[index])
        if event is None or passage.rules_out("bare_event"):
            continue
        if lacking := _lacks(answer.passages, index, introductions[index], event.span):
            details = {"event": f"@ui.event.{event.family}", "lacking": f"@ui.lacking.{lacking}"}
            doubtful = event.span is None and not passage.is_confident_of("bare_event")
            words = passage.quote(event.span)
            yield Hit(passage.passage, event.span, details, words, doubtful=doubtful)


def _held_event(passage: PassageAnalysis, index: int, introduced: Passages) -> Event | None:
    """Returns the training or campaign that a passage is the first to report as held."""
    event = passage.event
    if passage.has_act("bare_event"):
        return event or Event(UNLISTED, None)
    if event is None or passage.in_plan_table or passage.is_plan:
        return None
    if index > 0 and passage.has("held", "anaphora"):
        return None
    if event.span is None:
        return event if passage.passage.prediction.acts["bare_event"] >= EVEN else None
    return event if _is_reported(passage, introduced, event.span) else None


def _is_reported(passage: PassageAnalysis, introduced: Passages, event: Span) -> bool:
    """Returns whether the words around an event report it as held; a row does by naming it."""
    if passage.in_table:
        named = CELL_START.search(passage.text[: event[0]]) is not None
        return named and passage.kind != "context" and not passage.future
    if any(each.has("held", "verbs") for each in introduced):
        return True
    return passage.has_act("training") or event_words.is_held(passage.text, event)


def _lacks(passages: Passages, index: int, introduced: Passages, event: Span | None) -> str:
    """Returns what is missing for an event in what introduces it, around it and after it.

    A date before it in the paragraph dates it; people count if they are reported for an event. Text
    after it counts if it continues about the event. For an event in one clause of several, that
    clause must state both, the date also at the head of the passage; a row of a table must count
    the people itself.
    """
    passage = passages[index]
    own = [*introduced, passage]
    if passage.in_table:
        return _lacking(dated=any(p.is_dated for p in own), reached=passage.says_whom)
    clause = event_words.clause_of(passage.text, event or passage.whole)
    if event_words.has_other_action(passage.text, clause):
        starts = [date.start for date in passage.dates]
        dated = any(clause[0] <= start < clause[1] or start <= OBJECT for start in starts)
        reached = any(clause[0] <= count.start < clause[1] for count in passage.people)
        return _lacking(dated=dated, reached=reached)
    around = _around(passages, index)
    beside = (p for p in around if p.in_period or not (p.dates and p.period))
    dated = any(p.is_dated for p in (*own, *beside))
    following = [p for p in passages[index + 1 : index + 2] if p.continues_event]
    about = [p for p in around if p.event or p.has("held", "anaphora") or p.has("held", "attended")]
    return _lacking(dated=dated, reached=any(p.says_whom for p in (*own, *about, *following)))


def _lacking(*, dated: bool, reached: bool) -> str:
    """Returns the key of what is missing for an event; "" if nothing is."""
    if dated and reached:
        return ""
    return "people" if dated else "dates" if reached else "dates_and_people"


def _around(passages: Passages, index: int) -> list[PassageAnalysis]:
    """Returns the passages with dates or people that may be about an event.

    Those of its paragraph, of the one before where it goes on about that ("En cuanto a…"), and the
    following ones that continue about it.
    """
    passage, found = passages[index], []
    first = passage.paragraph - passage.has("held", "as_for")
    for place, other in enumerate(passages):
        if other.paragraph < first:
            continue
        same = other.paragraph in (first, passage.paragraph)
        if not same and not other.has("held", "anaphora"):
            break
        if not (other.dates or other.says_whom) or other.is_plan:
            continue
        by_acts = other.passage.prediction.acts or not same
        goes_on = other.continues_event if by_acts else not other.introduces
        if goes_on if place > index else not _is_apart(other, passage):
            found.append(other)
    return found


def _is_apart(earlier: PassageAnalysis, passage: PassageAnalysis) -> bool:
    """Returns whether an earlier passage tells its own event, with its own dates and people."""
    if earlier.introduces or not (earlier.event and earlier.people):
        return False
    return not (passage.continues_event and passage.event and passage.event.span is None)


def _introductions(passages: Passages) -> list[list[PassageAnalysis]]:
    """Returns what introduces each passage: of a list or a table its lead-in, and its first row."""
    found: list[list[PassageAnalysis]] = []
    of_items: list[PassageAnalysis] = []
    before_rows: list[PassageAnalysis] = []
    first_rows: dict[int, PassageAnalysis] = {}
    for passage in passages:
        cell = passage.passage.block.cell if passage.in_table else None
        if cell:
            first = first_rows.setdefault(cell.table, passage)
            heads = [first] if first is not passage and first.event is None else []
            found.append([*before_rows, *heads])
        else:
            found.append(of_items if passage.is_item else [])
            before_rows = [passage]
        if not passage.is_item:
            of_items = [passage]
    return found


RULES = (Rule("RES002", "bare-event", Severity.WARNING, "passage", by_answer(_bare_event)),)
