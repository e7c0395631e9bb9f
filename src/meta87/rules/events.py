"""RES002: what is told of a training or a campaign must say when it was and whom it reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import INSTITUTION, PARTICIPANTS, QUANTITY
from meta87.reading.document import BlockKind
from meta87.rules.acts import announces, hardly_tells, surely_tells, tells
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import CHAINED
from meta87.rules.plans import is_plan, whole
from meta87.rules.tenses import chiefly_done, chiefly_to_come, done
from meta87.rules.theme_words import theme_words
from meta87.rules.words import find, find_all

Event = tuple[str, tuple[int, int] | None]
"""The family of an event and the characters that name it; None where no list has its words."""

FAMILIES = ("training", "campaign")
UNNAMED = "event"  # told in words that are in no list
REACH = 70  # characters that may stand between an event and the verb that tells it as held
OBJECT = 12  # characters between a verb and its object: "dos ", "los nuevos "
OPENING = 12  # characters before the noun that an item begins with: "Tres ", "Segundo "
NEAR = 40  # characters before an event that may say that it is only in the making
TITLED = re.compile(r" ?[«“\"]")  # after an event: it has a name of its own
NAMED = re.compile(r"\b(de|en|y|e|sobre) $")  # before a capital noun: part of a name


def _bare_event(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.tells != "past":
        return
    told: set[str] = set()
    for index, passage in enumerate(answer.passages):
        event = _held_event(answer.passages, index)
        if event is None or _is_the_same(passage, event, told):
            continue
        family, span = event
        told.add(family)
        if lacking := _lacks(answer.passages, index, span):
            details = {"event": f"@ui.event.{family}", "lacking": f"@ui.lacking.{lacking}"}
            words = (passage.text[slice(*span)],) if span else ()
            yield Hit(passage, span, details, words, doubtful=_is_doubted(passage, span))


def _is_the_same(passage: TaggedPassage, event: Event, told: Set[str]) -> bool:
    """Returns whether an event was reported before: "dicho curso", "la campaña".

    Args:
        passage: passage that reports the event.
        event: its family and its words.
        told: the families of the events reported so far.
    """
    family, span = event
    if span is None or TITLED.match(passage.text, span[1]):
        return False
    before = passage.text[max(0, span[0] - NEAR) : span[0]]
    return family in told and find(before, "held", "told_before") is not None


def _is_doubted(passage: TaggedPassage, span: tuple[int, int] | None) -> bool:
    """Returns whether an event is doubtful: it is only launched, or found by no word list."""
    if span is None:
        return not surely_tells(passage, "training")
    return _is_only_launched(passage.text, span)


def _is_only_launched(text: str, span: tuple[int, int]) -> bool:
    """Returns whether an event is only reported as launched, which may itself be a result."""
    verbs = [text[slice(*verb)] for verb in find_all(text, "held", "verbs") if verb != span]
    return bool(verbs) and all(find(verb, "held", "launched") for verb in verbs)


def _held_event(passages: Sequence[TaggedPassage], index: int) -> Event | None:
    """Returns the training or campaign that a passage is the first to report as held."""
    passage = passages[index]
    goes_on = index > 0 and find(passage.text, "held", "anaphora")
    event = event_of(passage)
    if event is None or goes_on or find(passage.text, "held", "not_held"):
        return None
    if tells(passage, "training"):
        return None if is_plan(passage) else event
    span = event[1]
    return event if span and _is_told(passages, index, span) else None


def _is_told(passages: Sequence[TaggedPassage], index: int, event: tuple[int, int]) -> bool:
    """Returns whether the words around an event report it as held."""
    passage = passages[index]
    act = find(passage.text[slice(*event)], "held", "verbs") or find(
        passage.text, "held", "received"
    )
    counted = any(e.start <= event[0] < e.end for e in passage.found(QUANTITY))
    process = passage.kind == "process"
    people = passage.found(PARTICIPANTS)
    told = process or act or counted or people or _is_object(passage.text, event)
    led = _lead_in(passages, index)
    by_lead_in = led is not None and find(led.text, "held", "verbs") is not None
    held = by_lead_in or _is_held(passage.text, event)
    held = held or (process and _is_chiefly_held(passage, event))
    return bool(told and held)


def _is_object(text: str, event: tuple[int, int]) -> bool:
    """Returns whether an event is the object of a verb right before it: "se dieron charlas"."""
    return any(0 < event[0] - end <= OBJECT for _, end in find_all(text, "held", "verbs"))


def _is_chiefly_held(passage: TaggedPassage, event: tuple[int, int]) -> bool:
    """Returns whether a process reports an event as held, by a main verb or its noun alone."""
    told = chiefly_done(passage.text)
    if told is None:
        opens = event[0] <= OPENING and not chiefly_to_come(passage.text)
        return opens and passage.block.kind is BlockKind.LIST_ITEM
    near = max(told[0] - event[1], event[0] - told[1]) <= REACH
    return near and not find(passage.text, "held", "made")


def event_of(passage: TaggedPassage) -> Event | None:
    """Returns the first training or campaign that a passage mentions outside names."""
    named = [
        (span, family) for family in FAMILIES for span in find_all(passage.text, "events", family)
    ]
    if not named:
        return (UNNAMED, None) if tells(passage, "training") else None
    spans = (
        (span, family)
        for span, family in named
        if not (_in_name(passage, span) or _in_the_making(passage.text, span))
        and not _is_only_a_plan(passage.text, span)
    )
    hardly = hardly_tells(passage, "training")
    held = (pair for pair in spans if not hardly or _stands_apart(passage.text, pair[0]))
    first = min(held, default=None)
    return (first[1], first[0]) if first else None


def _stands_apart(text: str, event: tuple[int, int]) -> bool:
    """Returns whether one clause in a chain of actions reports an event as held.

    The speech acts of the passage may then be those of another action in the chain.
    """
    start, end = _clause(text, event)
    held = _is_held(text[start:end], (event[0] - start, event[1] - start))
    return held and _tells_more(text, (start, end))


def _tells_more(text: str, clause: tuple[int, int]) -> bool:
    """Returns whether another action is reported before or after a clause."""
    return bool(done(text[: clause[0]]) or done(text[clause[1] :]))


def _clause(text: str, event: tuple[int, int]) -> tuple[int, int]:
    """Returns start and end of the clause of an event, in a sentence that chains several."""
    borders = [border.span() for border in CHAINED.finditer(text)]
    start = max((end for _, end in borders if end <= event[0]), default=0)
    return start, min((first for first, _ in borders if first >= event[1]), default=len(text))


def told_event(passage: TaggedPassage) -> Event | None:
    """Returns the event that a passage is about: reported as held, or the only action.

    Where something else was done, an event may be secondary, and a "taller" a place of work.
    """
    event = event_of(passage)
    if event is None or event[1] is None or tells(passage, "training"):
        return event
    return event if _is_held(passage.text, event[1]) or not done(passage.text) else None


def _in_name(passage: TaggedPassage, span: tuple[int, int]) -> bool:
    bodies = passage.found(INSTITUTION)
    if any(body.start <= span[0] < body.end for body in bodies):
        return True
    capital = passage.text[span[0]].isupper()
    return capital and NAMED.search(passage.text[: span[0]]) is not None


def _in_the_making(text: str, event: tuple[int, int]) -> bool:
    """Returns whether the event is only being designed, written or supported."""
    return find(text[max(0, event[0] - NEAR) : event[0]], "held", "made_for") is not None


def _is_only_a_plan(text: str, event: tuple[int, int]) -> bool:
    """Returns whether a strategy is named, and nothing is reported as launched or disseminated."""
    strategy = find(text[slice(*event)], "events", "strategies")
    return strategy is not None and not find(text, "events", "spread")


def _is_held(text: str, event: tuple[int, int]) -> bool:
    """Returns whether a verb near an event reports it as held, or it was the means of an action."""
    verbs = [*find_all(text, "held", "verbs")]
    if find(text[max(0, event[0] - NEAR) : event[0]], "held", "means"):
        return bool(verbs)
    return any(max(start - event[1], event[0] - end) <= REACH for start, end in verbs)


def _lacks(passages: Sequence[TaggedPassage], index: int, event: tuple[int, int] | None) -> str:
    """Returns what is missing for an event in its lead-in, its paragraph and its continuation.

    A date before it in the paragraph dates it; people count if they are reported for an event. Text
    after it counts if it continues about the event. For an event in one clause of several, that
    clause must state both.
    """
    passage = passages[index]
    start, end = _clause(passage.text, event or whole(passage))
    if _tells_more(passage.text, (start, end)) and not tells(passage, "training"):
        dated = any(start <= e.start < end for e in passage.dates) or _opens_with_date(passage)
        reached = any(start <= e.start < end for e in passage.found(PARTICIPANTS))
        return _lacking(dated=dated, reached=reached)
    led = _lead_in(passages, index)
    own = [passage] if led is None else [led, passage]
    around = [
        p
        for p in _continued(passages, index)
        if not is_plan(p) and (p in passages[:index] or _may_go_on(p, passage))
    ]
    dated = any(p.dates for p in (*own, *around))
    following = [p for p in passages[index + 1 : index + 2] if _goes_on_about_it(p)]
    about = [p for p in around if _speaks_of_it(p)]
    return _lacking(dated=dated, reached=any(map(_says_whom, (*own, *about, *following))))


def _lacking(*, dated: bool, reached: bool) -> str:
    """Returns the key of what is missing for an event; "" if nothing is."""
    if dated and reached:
        return ""
    return "people" if dated else "dates" if reached else "dates_and_people"


def _continued(passages: Sequence[TaggedPassage], index: int) -> Iterator[TaggedPassage]:
    """Yields the paragraph of a passage, and the following ones that continue about it."""
    paragraph = passages[index].paragraph
    yield from (p for p in passages if p.paragraph == paragraph)
    for following in (p for p in passages[index + 1 :] if p.paragraph != paragraph):
        if not find(following.text, "held", "anaphora"):
            return
        yield following


def _says_whom(passage: TaggedPassage) -> bool:
    return bool(passage.found(PARTICIPANTS) or _delivered(passage) or _says_how_many(passage))


def _says_how_many(passage: TaggedPassage) -> bool:
    """Returns whether a number refers to the people: "fueron 320", "los 26 practicaron"."""
    return find(passage.text, "held", "so_many") is not None


def _opens_with_date(passage: TaggedPassage) -> bool:
    """Returns whether a date at the beginning of a passage dates everything reported as done."""
    first = done(passage.text)
    dates = passage.dates
    return first is not None and any(d.start <= OBJECT and d.end <= first[0] for d in dates)


def _may_go_on(passage: TaggedPassage, told: TaggedPassage) -> bool:
    """Returns whether a passage is about an event too; by its paragraph without speech acts."""
    if passage.prediction.acts or passage.paragraph != told.paragraph:
        return _goes_on_about_it(passage)
    return not announces(passage)


def _goes_on_about_it(passage: TaggedPassage) -> bool:
    """Returns whether a passage after one about an event is about it too, not about another action.

    It points back, or may be about a training and has no separate subject, or no day and no theme.
    """
    if announces(passage):
        return False
    if any(find(passage.text, "held", sign) for sign in ("anaphora", "attended", "so_many")):
        return True
    if not passage.prediction.acts or hardly_tells(passage, "training"):
        return False
    of_its_own = passage.dates or theme_words(passage.text)
    return not of_its_own or find(passage.text, "held", "no_subject") is not None


def _speaks_of_it(passage: TaggedPassage) -> bool:
    goes_on = find(passage.text, "held", "anaphora") or find(passage.text, "held", "attended")
    return event_of(passage) is not None or goes_on is not None


def _lead_in(passages: Sequence[TaggedPassage], index: int) -> TaggedPassage | None:
    """Returns the lead-in passage of a list item, or None."""
    if passages[index].block.kind is not BlockKind.LIST_ITEM:
        return None
    before = (p for p in reversed(passages[:index]) if p.block.kind is not BlockKind.LIST_ITEM)
    return next(before, None)


def _delivered(passage: TaggedPassage) -> bool:
    """Returns whether a passage counts things handed out or places reached, as a campaign may."""
    counts = passage.found(QUANTITY)
    return any(find(entity.text, "delivered") for entity in counts)


RULES = (Rule("RES002", "bare-event", Severity.WARNING, "passage", by_answer(_bare_event)),)
