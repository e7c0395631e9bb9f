"""Whether the words around a training or a campaign report it as held."""

from __future__ import annotations

import re

from meta87.rules.tenses import past, verbs
from meta87.rules.words import Span, as_written, find

REACH = 70  # characters that may stand between an event and the verb that reports it as held
OBJECT = 12  # characters between a verb and its object: "dos ", "los nuevos "
NEAR = 40  # characters before an event that may say that it is only in preparation
NAMED = re.compile(r"\b(de|en|y|e|sobre) $")  # before a capital noun: part of a name
CHAINED = as_written("chained")


def is_held(text: str, event: Span) -> bool:
    """Returns whether a verb near an event, or a noun before it, reports it as held."""
    if event[0] < NEAR and find(text[: event[0]], "held", "by_noun"):
        return True
    held = verbs(text, "held", "verbs")
    return any(max(start - event[1], event[0] - end) <= REACH for start, end in held)


def is_only_named(text: str, event: Span) -> bool:
    """Returns whether an event is only in preparation, part of a name, or a strategy on paper."""
    before = text[: event[0]]
    if text[event[0]].isupper() and NAMED.search(before):
        return True
    if find(before[-NEAR:], "held", "in_preparation"):
        return True
    strategy = find(text[slice(*event)], "events", "strategies")
    return strategy is not None and not find(text, "events", "spread")


def has_other_action(text: str, clause: Span) -> bool:
    """Returns whether another action is reported before or after a clause, not more of its own."""
    after = text[clause[1] :]
    return bool(past(text[: clause[0]]) or (past(after) and not find(after, "held", "anaphora")))


def clause_of(text: str, event: Span) -> Span:
    """Returns start and end of the clause of an event, in a sentence that chains several."""
    borders = [border.span() for border in CHAINED.finditer(text)]
    start = max((end for _, end in borders if end <= event[0]), default=0)
    return start, min((first for first, _ in borders if first >= event[1]), default=len(text))
