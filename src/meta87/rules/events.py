"""RES002: a training or a campaign that is reported must say when it was and whom it reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from meta87.entities.entity import QUANTITY
from meta87.rules import event_words
from meta87.rules.analysis import FIRST, Event, PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.event_words import NEAR, OBJECT
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, find, find_all

TITLED = re.compile(r" ?[«“\"]")  # after an event: it has a name of its own

Passages = Sequence[PassageAnalysis]


def _bare_event(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    if answer.asked.tells != "past":
        return
    reported: set[str] = set()
    for index, passage in enumerate(answer.passages):
        event = _held_event(answer.passages, index)
        if event is None or _is_mentioned_again(passage, event, reported):
            continue
        reported.add(event.family)
        if lacking := _lacks(answer.passages, index, event.span):
            details = {"event": f"@ui.event.{event.family}", "lacking": f"@ui.lacking.{lacking}"}
            doubtful = _is_doubtful(passage, event.span)
            words = passage.quote(event.span)
            yield Hit(passage.passage, event.span, details, words, doubtful=doubtful)


def _is_mentioned_again(passage: PassageAnalysis, event: Event, reported: Set[str]) -> bool:
    """Returns whether an event was reported before: "dicho curso", "la campaña".

    Args:
        passage: passage that reports the event.
        event: its family and its words.
        reported: the families of the events reported so far.
    """
    span = event.span
    if span is None or event.family not in reported or TITLED.match(passage.text, span[1]):
        return False
    before = passage.text[max(0, span[0] - NEAR) : span[0]]
    return find(before, "held", "mentioned_before") is not None


def _is_doubtful(passage: PassageAnalysis, span: Span | None) -> bool:
    """Returns whether an event is doubtful: it is only launched, or found by no word list."""
    if span is None:
        return not passage.is_confident_of("training")
    text = passage.text
    verbs = [text[slice(*verb)] for verb in find_all(text, "held", "verbs") if verb != span]
    return bool(verbs) and all(find(verb, "held", "launched") for verb in verbs)


def _held_event(passages: Passages, index: int) -> Event | None:
    """Returns the training or campaign that a passage is the first to report as held."""
    passage, event = passages[index], passages[index].event
    if event is None or passage.has("held", "not_held") or passage.in_plan_table:
        return None
    if index > 0 and passage.has("held", "anaphora"):
        return None
    if passage.has_act("training"):
        return None if passage.is_plan else event
    return event if event.span and _is_reported(passages, index, event.span) else None


def _is_reported(passages: Passages, index: int, event: Span) -> bool:
    """Returns whether the words around an event report it as held."""
    passage, led = passages[index], _lead_in(passages, index)
    by_lead_in = led is not None and led.has("held", "verbs")
    if not (by_lead_in or event_words.is_held(passage.text, event)):
        return passage.kind == "process" and _is_mainly_held(passage, event)
    words = passage.text[slice(*event)]
    return bool(
        passage.kind == "process"
        or passage.people
        or find(words, "held", "verbs")
        or find(words, "held", "received")
        or any(count.start <= event[0] < count.end for count in passage.found(QUANTITY))
        or event_words.is_object(passage.text, event)
    )


def _is_mainly_held(passage: PassageAnalysis, event: Span) -> bool:
    """Returns whether a process reports an event as held, by a main verb or its noun alone."""
    if passage.main_past is None:
        first = passage.part_start(event[0])
        listed = passage.is_item or passage.in_table
        return listed and event[0] - first <= FIRST and not passage.main_future
    return event_words.is_near(event, passage.main_past) and not passage.has("held", "made")


def _lacks(passages: Passages, index: int, event: Span | None) -> str:
    """Returns what is missing for an event in its lead-in, its paragraph and its continuation.

    A date before it in the paragraph dates it; people count if they are reported for an event. Text
    after it counts if it continues about the event. For an event in one clause of several, that
    clause must state both.
    """
    passage, led = passages[index], _lead_in(passages, index)
    clause = event_words.clause_of(passage.text, event or passage.whole)
    if event_words.has_other_action(passage.text, clause) and not passage.has_act("training"):
        dated = any(clause[0] <= date.start < clause[1] for date in passage.dates)
        reached = any(clause[0] <= count.start < clause[1] for count in passage.people)
        return _lacking(dated=dated or _opens_with_date(passage), reached=reached)
    own = [passage] if led is None else [led, passage]
    around = _around(passages, index)
    dated = any(p.dates for p in (*own, *around))
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

    Those of its paragraph, and the following ones that continue about it.
    """
    passage, found = passages[index], []
    for place, other in enumerate(passages):
        if other.paragraph < passage.paragraph:
            continue
        same = other.paragraph == passage.paragraph
        if not same and not other.has("held", "anaphora"):
            break
        if not (other.dates or other.says_whom) or other.is_plan:
            continue
        by_acts = other.passage.prediction.acts or not same
        goes_on = other.continues_event if by_acts else not other.introduces
        if place < index or goes_on:
            found.append(other)
    return found


def _opens_with_date(passage: PassageAnalysis) -> bool:
    """Returns whether a date at the beginning of a passage dates everything reported as done."""
    first = passage.past
    dates = passage.dates
    return first is not None and any(d.start <= OBJECT and d.end <= first[0] for d in dates)


def _lead_in(passages: Passages, index: int) -> PassageAnalysis | None:
    """Returns the lead-in passage of a list item or table row, or None."""
    if passages[index].in_table:
        return next((p for p in reversed(passages[:index]) if not p.in_table), None)
    if not passages[index].is_item:
        return None
    return next((p for p in reversed(passages[:index]) if not p.is_item), None)


RULES = (Rule("RES002", "bare-event", Severity.WARNING, "passage", by_answer(_bare_event)),)
