"""RES rules on passages: plans, unnamed progress and counted meetings offered as results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from meta87.language.entity import INSTRUMENT, MONEY, PARTICIPANTS, QUANTITY
from meta87.reading.document import BlockKind
from meta87.rules.completeness import ticked
from meta87.rules.doubt import is_doubtful
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import DENIED, INDIRECT, SUBORDINATE
from meta87.rules.tenses import done, to_come
from meta87.rules.words import find, find_all, is_all
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport

OPENING = 3  # characters before a plan with which a passage begins: "Se "
BESIDE = 16  # characters before a plan that may say that it is told of something else
SPECIFIC = (INSTRUMENT, MONEY, PARTICIPANTS, QUANTITY)


def _plans(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Give the first passage of each run of passages that tell only what will be done."""
    unfinished = any(is_all(label, "unfinished_states") for label in ticked(answer))
    if not answer.tells_results or unfinished:
        return
    for (_number, plan), run in groupby(answer.passages, key=lambda p: (p.paragraph, is_plan(p))):
        first = next(run)
        span = planned(first) if plan else None
        if span:
            evidence = (first.text[slice(*span)],)
            doubtful = is_doubtful(first) or first.kind != "process"
            yield Hit(first, span, evidence=evidence, doubtful=doubtful)


def is_plan(passage: TaggedPassage) -> bool:
    """Say whether a passage tells what will be done, and nothing done."""
    return planned(passage) is not None


def planned(passage: TaggedPassage) -> tuple[int, int] | None:
    """Give the words by which a passage tells a plan or commitment and nothing done, or None."""
    text, vowed = passage.text, find(passage.text, "plans", "commitments")
    coming = to_come(text) if passage.kind == "process" or _opens_with_plan(passage) else None
    if passage.kind == "context":
        vowed = _vowed(text)
    plan = min(filter(None, (vowed, coming)), default=None)
    if plan is None or find(text[max(0, plan[0] - BESIDE) : plan[0]], "plans", "beside"):
        return None
    told = done(text)
    return plan if told is None or told[0] >= plan[0] else None


def _vowed(text: str) -> tuple[int, int] | None:
    """Give the words by which a description gives somebody's word, in no clause beside.

    One that begins with an intention tells nothing but that.
    """
    opening = find(text, "plans", "commitments")
    if opening and opening[0] <= OPENING:
        return opening
    vowed = find(text, "plans", "vows")
    return vowed if vowed and not SUBORDINATE.search(text.lower(), 0, vowed[0]) else None


def _opens_with_plan(passage: TaggedPassage) -> bool:
    """Say whether what passes for a description begins with what somebody will do."""
    coming = to_come(passage.text) if passage.kind == "context" else None
    return coming is not None and coming[0] <= OPENING


def _unnamed(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if not answer.tells_results:
        return
    for index, passage in enumerate(answer.passages):
        told = _claimed(passage.text)
        if told and not _is_specified(answer.passages, index):
            evidence = (passage.text[slice(*told)],)
            yield Hit(passage, told, evidence=evidence)


def _claimed(text: str) -> tuple[int, int] | None:
    """Give the first words that claim progress; a denial or an indirect question claims none."""
    for span in find_all(text, "advance", "words"):
        if not INDIRECT.search(text, 0, span[0]) and not DENIED.search(text, 0, span[0]):
            return span
    return None


def _is_specified(passages: tuple[TaggedPassage, ...], index: int) -> bool:
    """Say whether the passage, or those that it leads to, name a result or a product."""
    passage = passages[index]
    following = passages[index + 1 : index + 2]
    leads = (
        passage.text.endswith(":")
        or find(passage.text, "advance", "leads")
        or any(
            p.block.kind is BlockKind.LIST_ITEM and p.block is not passage.block for p in following
        )
    )
    around = [p for p in passages if p.paragraph == passage.paragraph and p is not passage]
    named = passage.found(*SPECIFIC) or find(passage.text, "advance", "products")
    told = passage.kind == "output" and not is_doubtful(passage)
    return bool(leads or named or told) or any(p.kind == "output" for p in around)


def _counted_meetings(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if not answer.tells_results:
        return
    for passage in answer.passages:
        span = counted_meetings(passage)
        if span is None or passage.found(PARTICIPANTS) or passage.kind == "context":
            continue
        if not find(passage.text, "decided") and not planned(passage):
            doubtful = is_doubtful(passage, "output") or passage.kind == "output"
            words = (passage.text[slice(*span)],)
            yield Hit(passage, span, evidence=words, doubtful=doubtful)


def counted_meetings(passage: TaggedPassage) -> tuple[int, int] | None:
    """Give the words that count meetings: "seis reuniones", "reuniones, en total cinco"."""
    counted = (entity for entity in passage.found(QUANTITY) if find(entity.text, "meetings"))
    first = next(counted, None)
    if first:
        return first.start, first.end
    return find(passage.text, "meetings") if find(passage.text, "counted_apart") else None


RULES = (
    Rule("RES003", "plan-as-progress", Severity.WARNING, "passage", by_answer(_plans)),
    Rule("RES004", "unnamed-result", Severity.ERROR, "passage", by_answer(_unnamed)),
    Rule("RES005", "meetings-as-result", Severity.WARNING, "passage", by_answer(_counted_meetings)),
)  # fmt: skip
