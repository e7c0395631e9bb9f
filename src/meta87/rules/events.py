"""RES002: a training or a campaign that is reported must say when it was and whom it reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from meta87.entities.entity import QUANTITY
from meta87.rules import event_words, tenses
from meta87.rules.analysis import FIRST, LABEL, UNLISTED, Event, PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.event_words import NEAR, OBJECT
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, find

TITLED = re.compile(r" ?[«“\"]")  # after an event: it has a name of its own
ABOUT = re.compile(r"(?: \w+){0,2} (?:sobre|del?|con|para|al?|en|contra) ")  # no heading
# Where a cell of a row begins, with a few words before the event.
CELL_START = re.compile(rf"(?:^|\| )[^|]{{0,{FIRST}}}$")

Passages = Sequence[PassageAnalysis]


def _bare_event(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    if answer.asked.tells != "past":
        return
    reported: set[str] = set()
    introductions = _introductions(answer.passages)
    for index, passage in enumerate(answer.passages):
        event = _held_event(passage, index, introductions[index])
        if event is None and passage.has_act("bare_event"):
            event = Event(UNLISTED, None)
        unlisted = event is not None and event.span is None
        if (
            unlisted
            and answer.asked.asks == "highlights"
            and not passage.is_confident_of("training")
        ):
            continue  # an item is short, and its speech acts say little
        if event is None or passage.rules_out("bare_event"):
            continue
        if _is_mentioned_again(passage, event, reported):
            continue
        reported.add(event.family)
        if lacking := _lacks(answer.passages, index, introductions[index], event.span):
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
        return not passage.is_confident_of("bare_event")
    text = passage.text
    verbs = [text[slice(*verb)] for verb in tenses.verbs(text, "held", "verbs") if verb != span]
    return bool(verbs) and all(find(verb, "held", "launched") for verb in verbs)


def _held_event(passage: PassageAnalysis, index: int, introduced: Passages) -> Event | None:
    """Returns the training or campaign that a passage is the first to report as held."""
    event = passage.event
    if event is None or passage.in_plan_table:
        return None
    clause = event_words.clause_of(passage.text, event.span or passage.whole)
    if find(passage.text[slice(*clause)], "held", "not_held"):
        return None
    if index > 0 and passage.has("held", "anaphora"):
        return None
    if passage.has_act("training"):
        return None if passage.is_plan else event
    return event if event.span and _is_reported(passage, introduced, event.span) else None


def _is_reported(passage: PassageAnalysis, introduced: Passages, event: Span) -> bool:
    """Returns whether the words around an event report it as held; a row does by naming it."""
    if passage.in_table:
        named = CELL_START.search(passage.text[: event[0]]) is not None
        return named and passage.kind != "context" and not passage.future
    by_lead_in = any(each.has("held", "verbs") for each in introduced)
    if not (by_lead_in or event_words.is_held(passage.text, event)):
        return _is_mainly_held(passage, event)
    words = passage.text[slice(*event)]
    return bool(
        passage.kind == "process"
        or passage.people
        or find(words, "held", "verbs")
        or find(words, "held", "received")
        or any(
            event_words.is_near(event, v) for v in tenses.verbs(passage.text, "held", "received")
        )
        or any(count.start <= event[0] < count.end for count in passage.found(QUANTITY))
        or event_words.is_object(passage.text, event)
        or event_words.in_own_clause(passage.text, event)
    )


def _is_mainly_held(passage: PassageAnalysis, event: Span) -> bool:
    """Returns whether a process reports an event as held, by a main verb or its noun alone."""
    if passage.past is None:
        label = LABEL.match(passage.text)
        opens = event[0] - (label.end() if label else 0) <= FIRST
        told = passage.is_item or label or ABOUT.match(passage.text, event[1])
        return opens and bool(told) and not (passage.main_future or passage.introduces)
    if passage.main_past is None:
        return False
    return (
        passage.kind == "process"
        and event_words.is_near(event, passage.main_past)
        and not passage.has("held", "made")
    )


def _lacks(passages: Passages, index: int, introduced: Passages, event: Span | None) -> str:
    """Returns what is missing for an event in what introduces it, around it and after it.

    A date before it in the paragraph dates it; people count if they are reported for an event. Text
    after it counts if it continues about the event. For an event in one clause of several, that
    clause must state both, and a row of a table must count the people itself.
    """
    passage = passages[index]
    own = [*introduced, passage]
    if passage.in_table:
        return _lacking(dated=any(p.is_dated for p in own), reached=passage.says_whom)
    clause = event_words.clause_of(passage.text, event or passage.whole)
    if event_words.has_other_action(passage.text, clause):
        dated = any(clause[0] <= date.start < clause[1] for date in passage.dates)
        reached = any(clause[0] <= count.start < clause[1] for count in passage.people)
        return _lacking(dated=dated or _opens_with_date(passage), reached=reached)
    around = _around(passages, index)
    dated = any(p.is_dated for p in (*own, *around))
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


def _opens_with_date(passage: PassageAnalysis) -> bool:
    """Returns whether a date at the beginning of a passage dates everything reported as done."""
    first = passage.past
    dates = passage.dates
    return first is not None and any(d.start <= OBJECT and d.end <= first[0] for d in dates)


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
