"""What a passage tells as done, and what as still to come, by the endings of its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from meta87.rules.patterns import (
    ACCENTED,
    BESIDE,
    CONDITIONAL,
    FUTURE,
    NEAR_BESIDE,
    NO_PLAN,
    PAST,
    PLAIN_FUTURE,
    PRESENT,
    SUBORDINATE,
)
from meta87.rules.words import find, find_all

_REACH = 200  # characters before a verb that may make its clause one beside

Span = tuple[int, int]


def chiefly_done(text: str) -> Span | None:
    """Returns the first words of a main clause that report something as done, or None."""
    told = {*find_all(text, "plans", "done"), *(verb.span() for verb in PAST.finditer(text))}
    return chief(text, sorted(told), BESIDE)


def chiefly_to_come(text: str) -> Span | None:
    """Returns the first words of a main clause that state something in the future, or None.

    A clause whose first verb in the future describes a future state plans nothing.
    """
    verb = _chief_future(text)
    if verb and (_describes(text, verb) or PRESENT.match(text, verb[0])):
        verb = None
    words = chief(text, find_all(text, "plans", "future"), NEAR_BESIDE)
    return min(filter(None, (words, verb)), default=None)


def describes_ahead(text: str) -> bool:
    """Returns whether the first main verb in the future describes a state: "será la sede"."""
    verb = _chief_future(text)
    return verb is not None and _describes(text, verb)


def _chief_future(text: str) -> Span | None:
    return chief(text, _futures(text), NEAR_BESIDE)


def _describes(text: str, verb: Span) -> bool:
    return NO_PLAN.match(text, verb[0]) is not None


def chief(text: str, spans: Iterable[Span], beside: re.Pattern[str] = NEAR_BESIDE) -> Span | None:
    """Returns the first of some words that are in a main clause, or None."""
    lowered = text.lower()
    for span in spans:
        clause = beside.search(lowered, max(0, span[0] - _REACH), span[0])
        if clause is None or clause["said"]:
            return span
    return None


def _futures(text: str) -> list[Span]:
    """Returns the verbs in the future or conditional, which only accents set apart."""
    if text.isupper():
        text = text.lower()
    if not ACCENTED.search(text):
        return [verb.span() for verb in PLAIN_FUTURE.finditer(text)]
    return sorted(verb.span() for form in (FUTURE, CONDITIONAL) for verb in form.finditer(text))


def done(text: str) -> Span | None:
    """Returns the first words of a text that report something as done, or None."""
    ending = PAST.search(text)
    return min(filter(None, (find(text, "plans", "done"), ending and ending.span())), default=None)


def to_come(text: str) -> Span | None:
    """Returns the first words of a text that state something in the future, or None.

    A text whose first verb in the future describes a future state plans nothing.
    """
    verb = _future(text)
    if verb and (NO_PLAN.match(text, verb[0]) or PRESENT.match(text, verb[0])):
        verb = None
    return min(filter(None, (find(text, "plans", "future"), verb)), default=None)


def _future(text: str) -> Span | None:
    """Returns the first verb in the future; without accents, the first in a main clause."""
    text = text.lower() if text.isupper() else text
    if ACCENTED.search(text):
        found = FUTURE.search(text)
        return found and found.span()
    main = (
        verb
        for verb in PLAIN_FUTURE.finditer(text)
        if not SUBORDINATE.search(text.lower(), 0, verb.start())
    )
    return next((verb.span() for verb in main), None)
