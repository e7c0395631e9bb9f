"""RES rules: results rather than processes, and what a training or campaign must say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meta87.language.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY
from meta87.reading.document import BlockKind
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.words import find, find_all
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport, Verdict

Event = tuple[str, tuple[int, int]]
"""The family of an event and the characters that name it."""

FAMILIES = ("training", "campaign")
REACH = 70  # characters that may stand between an event and the verb that tells it as held
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
    if find(passage.text, "unfinished"):
        return "finished"
    if find(passage.text, "meetings"):
        return "decided"
    return "people" if _event(passage) and not passage.found(PARTICIPANTS) else "result"


def _bare_event(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.tells != "past":
        return
    for index, passage in enumerate(answer.passages):
        event = _held_event(answer.passages, index)
        lacking = _lacks(_telling(answer.passages, index)) if event else ""
        if event and lacking:
            family, span = event
            details = {"event": f"@ui.event.{family}", "lacking": f"@ui.lacking.{lacking}"}
            yield Hit(passage, span, details, (passage.text[slice(*span)],))


def _held_event(passages: Sequence[TaggedPassage], index: int) -> Event | None:
    """Give the training or campaign that a passage is the first to tell as held."""
    passage = passages[index]
    told = passage.kind == "process" or (passage.kind == "output" and passage.found(PARTICIPANTS))
    goes_on = index > 0 and find(passage.text, "held", "anaphora")
    if not told or goes_on or find(passage.text, "held", "not_held"):
        return None
    event = _event(passage)
    led = _lead_in(passages, index)
    by_lead_in = led is not None and find(led.text, "held", "verbs") is not None
    return event if event and (by_lead_in or _is_held(passage.text, event[1])) else None


def _event(passage: TaggedPassage) -> Event | None:
    """Give the first training or campaign that a passage speaks of outside of names."""
    spans = (
        (span, family)
        for family in FAMILIES
        for span in find_all(passage.text, "events", family)
        if not _in_name(passage, span)
    )
    first = min(spans, default=None)
    return (first[1], first[0]) if first else None


def _in_name(passage: TaggedPassage, span: tuple[int, int]) -> bool:
    bodies = passage.found(INSTITUTION)
    if any(body.start <= span[0] < body.end for body in bodies):
        return True
    capital = passage.text[span[0]].isupper()
    return capital and NAMED.search(passage.text[: span[0]]) is not None


def _is_held(text: str, event: tuple[int, int]) -> bool:
    verbs = find_all(text, "held", "verbs")
    return any(max(start - event[1], event[0] - end) <= REACH for start, end in verbs)


def _telling(passages: Sequence[TaggedPassage], index: int) -> list[TaggedPassage]:
    """Give what tells of one event: its lead-in, its paragraph, and what goes on about it."""
    led = _lead_in(passages, index)
    paragraph = passages[index].paragraph
    telling = [*([led] if led else []), *(p for p in passages if p.paragraph == paragraph)]
    for following in passages[index + 1 :]:
        if following.paragraph == paragraph:
            continue
        if not find(following.text, "held", "anaphora"):
            break
        telling.append(following)
    return telling


def _lead_in(passages: Sequence[TaggedPassage], index: int) -> TaggedPassage | None:
    """Give the passage that a list item hangs from, or None."""
    if passages[index].block.kind is not BlockKind.LIST_ITEM:
        return None
    before = (p for p in reversed(passages[:index]) if p.block.kind is not BlockKind.LIST_ITEM)
    return next(before, None)


def _lacks(telling: list[TaggedPassage]) -> str:
    """Name what the passages about an event do not say, or ""."""
    dated = any(passage.found(DATE) for passage in telling)
    reached = any(passage.found(PARTICIPANTS) or _delivered(passage) for passage in telling)
    if dated and reached:
        return ""
    return "people" if dated else "dates" if reached else "dates_and_people"


def _delivered(passage: TaggedPassage) -> bool:
    """Say whether things handed out or places reached are counted, as a campaign may."""
    counts = passage.found(QUANTITY)
    return any(find(entity.text, "delivered") for entity in counts)


RULES = (
    Rule("RES001", "process-only", Severity.ERROR, "answer", _process_only),
    Rule("RES002", "event-without-reach", Severity.WARNING, "passage", _bare_event),
)
