"""What a passage tells as planned, promised or intended, and not as done."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classify.tagged import TaggedPassage
from meta87.entities.entity import DateValue
from meta87.rules.acts import surely_tells, tells
from meta87.rules.dating import Period, in_period
from meta87.rules.doubt import is_doubtful
from meta87.rules.patterns import BESIDE, NEAR_BESIDE, SUBORDINATE
from meta87.rules.tenses import Span, chief, chiefly_done, chiefly_to_come, describes_ahead, to_come
from meta87.rules.words import find, find_all

OPENING = 3  # characters before a plan with which a passage begins: "Se "
BEFORE = 30  # characters before a plan that may say that it is told of something else


def whole(passage: TaggedPassage) -> Span:
    """Returns the span of the whole passage, used for a plan whose words are in no list."""
    return 0, len(passage.text)


def is_plan(passage: TaggedPassage) -> bool:
    """Returns whether a passage states what will be done, and nothing that was done."""
    return planned(passage) is not None


def planned(passage: TaggedPassage, period: Period | None = None) -> Span | None:
    """Returns the span of a plan or commitment in a passage that reports nothing done, or None.

    A plan in words of no list is the whole passage.

    Args:
        passage: passage of any kind.
        period: reporting period; a date after it also indicates a plan. None to ignore dates.
    """
    text, told = passage.text, chiefly_done(passage.text)
    if find(text, "plans", "of_the_text"):
        return None
    plan = min(_candidates(passage), default=None)
    if plan is None and told is None and _tells_plan(passage, period):
        return whole(passage)
    if plan is None and told is None and passage.kind == "process":
        by_time = chief(text, find_all(text, "plans", "ahead"), BESIDE)
        return by_time or _dated_ahead(passage, period)
    if plan is None or find(text[max(0, plan[0] - BEFORE) : plan[0]], "plans", "beside"):
        return None
    if passage.kind == "output" and told and not plan[0] <= told[0] < plan[1]:
        return None
    return plan if told is None or told[0] >= plan[0] else None


def _tells_plan(passage: TaggedPassage, period: Period | None) -> bool:
    """Returns whether a passage is classified as a plan; a description only with high confidence.

    A passage dated in the period is no plan, unless a verb is in the future; nor is one that states
    what something will be, or what is awaited.
    """
    text = passage.text
    if (
        describes_ahead(text)
        or find(text, "plans", "waits")
        or (period and in_period(passage, period) and not chiefly_to_come(text))
    ):
        return False
    return surely_tells(passage, "plan") or (passage.kind != "context" and tells(passage, "plan"))


def _candidates(passage: TaggedPassage) -> Iterator[Span]:
    """Yields the first words of each list that may state a plan, given the passage's kind."""
    text, kind = passage.text, passage.kind
    if kind == "process" or is_doubtful(passage, "process"):
        promised = chief(text, find_all(text, "plans", "commitments"))
        intended = chief(text, find_all(text, "plans", "intentions"))
        told = [promised, intended, chiefly_to_come(text)]
    elif kind == "context":
        told = [_vowed(text), chiefly_to_come(text) if _opens_with_plan(text) else None]
    else:
        told = [chief(text, find_all(text, "plans", "commitments"))]
    yield from filter(None, told)


def _vowed(text: str) -> Span | None:
    """Returns the span of a commitment that a description states in a main clause.

    A text that begins with an intention only states that.
    """
    opening = find(text, "plans", "commitments")
    if opening and opening[0] <= OPENING:
        return opening
    vowed = find(text, "plans", "vows")
    return vowed if vowed and not SUBORDINATE.search(text.lower(), 0, vowed[0]) else None


def _opens_with_plan(text: str) -> bool:
    """Returns whether a text begins with a future action."""
    coming = to_come(text)
    return coming is not None and coming[0] <= OPENING


def _dated_ahead(passage: TaggedPassage, period: Period | None) -> Span | None:
    """Returns the first date of a passage whose dates are all after the period, or None."""
    dates = [
        (entity, entity.value.first)
        for entity in passage.dates
        if isinstance(entity.value, DateValue)
    ]
    if period is None or not dates or not all(first and first > period[1] for _, first in dates):
        return None
    opening, _ = dates[0]
    return chief(passage.text, [(opening.start, opening.end)], NEAR_BESIDE)
