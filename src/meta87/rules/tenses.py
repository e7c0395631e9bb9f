"""What a passage tells as done, and what as still to come, by the endings of its verbs."""

from __future__ import annotations

from meta87.rules.patterns import (
    ACCENTED,
    FUTURE,
    NO_PLAN,
    PAST,
    PLAIN_FUTURE,
    PRESENT,
    SUBORDINATE,
)
from meta87.rules.words import find

Span = tuple[int, int]


def done(text: str) -> Span | None:
    """Give the first words of a text that tell something as done, or None."""
    ending = PAST.search(text)
    return min(filter(None, (find(text, "plans", "done"), ending and ending.span())), default=None)


def to_come(text: str) -> Span | None:
    """Give the first words of a text that tell something as still to come, or None.

    A text whose first verb in the future tells what will be so describes, and plans nothing.
    """
    verb = _future(text)
    if verb and (NO_PLAN.match(text, verb[0]) or PRESENT.match(text, verb[0])):
        verb = None
    return min(filter(None, (find(text, "plans", "future"), verb)), default=None)


def _future(text: str) -> Span | None:
    """Give the first verb in the future; in a text without accents, what can be nothing else."""
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
