"""RES rules on passages: plans, unnamed progress and counted meetings offered as results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import INSTRUMENT, MONEY, PARTICIPANTS, QUANTITY
from meta87.entities.numbers import find_numbers
from meta87.reading.document import BlockKind
from meta87.rules.acts import announces, hardly_tells, surely_tells, tells
from meta87.rules.completeness import ticked
from meta87.rules.doubt import is_doubtful
from meta87.rules.events import OPENING
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import DENIED, INDIRECT, OF_A_NORM, RATED
from meta87.rules.plans import planned, whole
from meta87.rules.tables import in_table
from meta87.rules.words import find, find_all, is_all

LABEL = re.compile(r"[^:]{2,40}: ?(?:(?:Las|Los|las|los) )?")  # of whom a note comes
MARKED = re.compile(r"[:,] $")  # before a number that stands alone, and after it
ENDED = re.compile(r" ?(?:$|[.,;()]| de \d)")
MOSTLY = 0.8  # of a passage
YEARS = range(1900, 2100)  # numbers that rather are one
SPECIFIC = (INSTRUMENT, MONEY, PARTICIPANTS, QUANTITY)


def _plans(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    """Yields the first passage of each sequence of passages that only state future actions."""
    unfinished = any(is_all(label, "unfinished_states") for label in ticked(answer))
    if not answer.tells_results or unfinished:
        return
    plans = [
        None if OF_A_NORM.match(passage.text) else planned(passage, report.period)
        for passage in answer.passages
    ]
    pairs = zip(answer.passages, plans, strict=True)
    for _group, run in groupby(pairs, key=lambda pair: (pair[0].paragraph, pair[1] is None)):
        first, span = next(run)
        if span == whole(first):
            yield Hit(first, doubtful=not surely_tells(first, "plan"))
        elif span:
            evidence = (first.text[slice(*span)],)
            doubtful = is_doubtful(first) or first.kind != "process"
            yield Hit(first, span, evidence=evidence, doubtful=doubtful)


def _unnamed(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if not answer.tells_results:
        return
    for index, passage in enumerate(answer.passages):
        told = _claimed(passage.text)
        if not _claims(passage, told) or _is_specified(answer.passages, index, listed=bool(told)):
            continue
        evidence = (passage.text[slice(*told)],) if told else ()
        doubtful = told is None and not surely_tells(passage, "claim")
        yield Hit(passage, told, evidence=evidence, doubtful=doubtful)


def _claims(passage: TaggedPassage, told: tuple[int, int] | None) -> bool:
    """Returns whether a passage claims progress, in the given words of a list or in others."""
    if told:
        return not hardly_tells(passage, "claim")
    return tells(passage, "claim") and not find(passage.text, "advance", "words")


def _claimed(text: str) -> tuple[int, int] | None:
    """Returns the first words that claim progress; a denial or an indirect question claims none."""
    if rated := RATED.search(text):
        return rated.span()
    for span in find_all(text, "advance", "words"):
        if not INDIRECT.search(text, 0, span[0]) and not DENIED.search(text, 0, span[0]):
            return span
    return None


def _is_specified(passages: tuple[TaggedPassage, ...], index: int, *, listed: bool) -> bool:
    """Returns whether this passage or the next names a result or a product, or a list follows.

    A product next to a claim in words of no list is what is praised, not what was made. A passage
    that is little more than a degree of fulfilment is no result, whatever its label.

    Args:
        passages: passages of the answer.
        index: index of the passage that claims progress.
        listed: whether it does so in words of a list.
    """
    passage = passages[index]
    following = passages[index + 1 : index + 2]
    leads = (
        announces(passage)
        or find(passage.text, "advance", "leads")
        or any(
            p.block.kind is BlockKind.LIST_ITEM and p.block is not passage.block for p in following
        )
    )
    named = passage.found(*SPECIFIC) or (listed and find(passage.text, "advance", "products"))
    told = passage.kind == "output" and not is_doubtful(passage)
    rated = RATED.search(passage.text)
    if rated and len(rated[0]) >= MOSTLY * len(passage.text):
        named = told = False
    said = any(p.kind == "output" and p.paragraph == passage.paragraph for p in following)
    return bool(leads or named or told or said)


def _counted_meetings(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if not answer.tells_results:
        return
    for passage in answer.passages:
        if not offers_meetings(passage) or passage.found(PARTICIPANTS):
            continue
        if not find(passage.text, "decided") and not planned(passage):
            span = counted_meetings(passage)
            doubtful = is_doubtful(passage, "output") or passage.kind == "output"
            words = (passage.text[slice(*span)],) if span else ()
            yield Hit(passage, span, evidence=words, doubtful=doubtful)


def offers_meetings(passage: TaggedPassage) -> bool:
    """Returns whether a passage reports a count of meetings, in words of a list or in others."""
    if tells(passage, "meetings") or _tallied(passage):
        return True
    return passage.kind != "context" and _counted(passage) is not None


def counted_meetings(passage: TaggedPassage) -> tuple[int, int] | None:
    """Returns the span of counted meetings: with their count, or a bare number after them."""
    return _tallied(passage) or _counted(passage)


def _counted(passage: TaggedPassage) -> tuple[int, int] | None:
    """Returns the words that count meetings: "seis reuniones", "reuniones, en total cinco"."""
    if hardly_tells(passage, "meetings"):
        return None  # they led to the result that it tells
    counted = (entity for entity in passage.found(QUANTITY) if find(entity.text, "meetings"))
    first = next(counted, None)
    if first:
        led = passage.kind == "output" and find(passage.text[: first.start], "led_by")
        return None if led else (first.start, first.end)
    return find(passage.text, "meetings") if find(passage.text, "counted_apart") else None


def _tallied(passage: TaggedPassage) -> tuple[int, int] | None:
    """Returns the words for meetings at the start of a passage that gives a bare number of them.

    "Reuniones con las delegaciones: 15", "Norte: plenarios del comité, once, todos virtuales".
    """
    text = passage.text
    named = None if in_table(passage) else find(text, "tallied")
    if named is None or not (named[0] <= OPENING or LABEL.fullmatch(text, 0, named[0])):
        return None
    numbers = (n for n in find_numbers(text) if n.start > named[1] and n.value not in YEARS)
    bare = any(MARKED.search(text, 0, n.start) and ENDED.match(text, n.end) for n in numbers)
    return named if bare else None


RULES = (
    Rule("RES003", "plan-as-progress", Severity.WARNING, "passage", by_answer(_plans)),
    Rule("RES004", "unnamed-result", Severity.ERROR, "passage", by_answer(_unnamed)),
    Rule("RES005", "meetings-as-result", Severity.WARNING, "passage", by_answer(_counted_meetings)),
)  # fmt: skip
