"""RES rules: results rather than processes, and what a training or campaign must say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meta87.language.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY
from meta87.reading.document import BlockKind
from meta87.rules.finding import Hit, Rule, Severity, by_answer, by_answer
from meta87.rules.words import find, find_all
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport, Verdict

Event = tuple[str, tuple[int, int]]
"""The family of an event and the characters that name it."""

FAMILIES = ("training", "campaign")
REACH = 70  # characters that may stand between an event and the verb that tells it as held
NEAR = 40  # characters before an event that may say that it is only in the making
NAMED = re.compile(r"\b(de|en|y|e|sobre) $")  # before a capital noun: part of a name


def _process_only(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.expects != "results" or answer.verdict is not Verdict.PROCESS_ONLY:
        return
    told = [passage for passage in answer.passages if passage.kind == "process"]
    clearest = max(told, key=lambda passage: passage.prediction.kind_scores["process"])
    reasons = (e for e in clearest.prediction.evidence if e.label == "process")
    yield Hit(
        clearest,
        details={"count": str(len(told)), "lacking": f"@ui.lacking.{_lacking(clearest)}"},
        evidence=tuple(reason.text for reason in reasons),
    )


def _lacking(passage: TaggedPassage) -> str:
    """Name what would make a result of a process."""
    if find(passage.text, "meetings"):
        return "decided"
    if _event(passage) and not passage.found(PARTICIPANTS):
        return "people"
    return "finished" if find(passage.text, "unfinished") else "result"


def _bare_event(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.tells != "past":
        return
    for index, passage in enumerate(answer.passages):
        event = _held_event(answer.passages, index)
        lacking = _lacks(answer.passages, index) if event else ""
        if event and lacking:
            family, span = event
            details = {"event": f"@ui.event.{family}", "lacking": f"@ui.lacking.{lacking}"}
            yield Hit(passage, span, details, (passage.text[slice(*span)],))


def _held_event(passages: Sequence[TaggedPassage], index: int) -> Event | None:
    """Give the training or campaign that a passage is the first to tell as held."""
    passage = passages[index]
    goes_on = index > 0 and find(passage.text, "held", "anaphora")
    event = _event(passage)
    if event is None or goes_on or find(passage.text, "held", "not_held"):
        return None
    act = find(passage.text[slice(*event[1])], "held", "verbs") is not None
    counted = any(e.start <= event[1][0] < e.end for e in passage.found(QUANTITY))
    told = passage.kind == "process" or act or counted or passage.found(PARTICIPANTS)
    led = _lead_in(passages, index)
    by_lead_in = led is not None and find(led.text, "held", "verbs") is not None
    return event if told and (by_lead_in or _is_held(passage.text, event[1])) else None


def _event(passage: TaggedPassage) -> Event | None:
    """Give the first training or campaign that a passage speaks of outside of names."""
    spans = (
        (span, family)
        for family in FAMILIES
        for span in find_all(passage.text, "events", family)
        if not _in_name(passage, span) and not _in_the_making(passage.text, span)
    )
    first = min(spans, default=None)
    return (first[1], first[0]) if first else None


def _in_name(passage: TaggedPassage, span: tuple[int, int]) -> bool:
    bodies = passage.found(INSTITUTION)
    if any(body.start <= span[0] < body.end for body in bodies):
        return True
    capital = passage.text[span[0]].isupper()
    return capital and NAMED.search(passage.text[: span[0]]) is not None


def _in_the_making(text: str, event: tuple[int, int]) -> bool:
    """Say whether the event is only being designed, written or helped along."""
    return find(text[max(0, event[0] - NEAR) : event[0]], "held", "made_for") is not None


def _is_held(text: str, event: tuple[int, int]) -> bool:
    verbs = find_all(text, "held", "verbs")
    return any(max(start - event[1], event[0] - end) <= REACH for start, end in verbs)


def _lacks(passages: Sequence[TaggedPassage], index: int) -> str:
    """Name what is not said of an event in its lead-in, its paragraph, and what goes on about it.

    A date anywhere in the paragraph dates it; people count where they are told of an event.
    """
    led = _lead_in(passages, index)
    telling = [*([led] if led else []), *_continued(passages, index)]
    dated = any(passage.found(DATE) for passage in telling)
    about = [p for p in telling if p in (led, passages[index]) or _speaks_of_it(p)]
    reached = any(passage.found(PARTICIPANTS) or _delivered(passage) for passage in about)
    if dated and reached:
        return ""
    return "people" if dated else "dates" if reached else "dates_and_people"


def _continued(passages: Sequence[TaggedPassage], index: int) -> Iterator[TaggedPassage]:
    """Give the paragraph of a passage, and the following ones that go on about it."""
    paragraph = passages[index].paragraph
    yield from (p for p in passages if p.paragraph == paragraph)
    for following in (p for p in passages[index + 1 :] if p.paragraph != paragraph):
        if not find(following.text, "held", "anaphora"):
            return
        yield following


def _speaks_of_it(passage: TaggedPassage) -> bool:
    return _event(passage) is not None or find(passage.text, "held", "anaphora") is not None


def _lead_in(passages: Sequence[TaggedPassage], index: int) -> TaggedPassage | None:
    """Give the passage that a list item hangs from, or None."""
    if passages[index].block.kind is not BlockKind.LIST_ITEM:
        return None
    before = (p for p in reversed(passages[:index]) if p.block.kind is not BlockKind.LIST_ITEM)
    return next(before, None)


def _delivered(passage: TaggedPassage) -> bool:
    """Say whether things handed out or places reached are counted, as a campaign may."""
    counts = passage.found(QUANTITY)
    return any(find(entity.text, "delivered") for entity in counts)


RULES = (
    Rule("RES001", "process-only", Severity.ERROR, "answer", by_answer(_process_only)),
    Rule("RES002", "bare-event", Severity.WARNING, "passage", by_answer(_bare_event)),
)
