"""RES rules: results rather than processes, and what a training or campaign must say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meta87.language.entity import DATE, PARTICIPANTS, QUANTITY
from meta87.reading.document import BlockKind
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.words import find
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport, Verdict

FAMILIES = ("training", "campaign")


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
    if not passage.found(PARTICIPANTS) and any(find(passage.text, "events", f) for f in FAMILIES):
        return "people"
    if find(passage.text, "unfinished"):
        return "finished"
    return "decided" if find(passage.text, "meetings") else "result"


def _bare_event(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.tells != "past":
        return
    for index, passage in enumerate(answer.passages):
        event = _event(answer.passages, index)
        lacking = _lacks(_telling(answer.passages, index)) if event else ""
        if event and lacking:
            family, span = event
            details = {"event": f"@ui.event.{family}", "lacking": f"@ui.lacking.{lacking}"}
            yield Hit(passage, span, details, (passage.text[slice(*span)],))


def _event(passages: Sequence[TaggedPassage], index: int) -> tuple[str, tuple[int, int]] | None:
    """Give the family and span of the training or campaign that a passage first tells of."""
    passage = passages[index]
    if passage.kind == "context" or find(passage.text, "held", "not_held"):
        return None
    if index and find(passage.text, "held", "anaphora"):
        return None
    led = _lead_in(passages, index)
    if not find(passage.text, "held", "verbs") and not (led and find(led.text, "held", "verbs")):
        return None
    if passage.kind == "output" and not passage.found(PARTICIPANTS):
        return None
    spans = ((family, find(passage.text, "events", family)) for family in FAMILIES)
    return next(((family, span) for family, span in spans if span), None)


def _telling(passages: Sequence[TaggedPassage], index: int) -> list[TaggedPassage]:
    """Give the passages that tell of one event: its lead-in, itself, and what goes on about it."""
    led = _lead_in(passages, index)
    telling = [*([led] if led else []), passages[index]]
    for following in passages[index + 1 :]:
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
