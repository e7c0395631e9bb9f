"""What a passage tells as done, and what as still to come, by the endings of its verbs."""

from __future__ import annotations

from meta87.rules.patterns import FUTURE, NO_PLAN, PAST, PRESENT
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
    ending = FUTURE.search(text.lower() if text.isupper() else text)
    if ending and (NO_PLAN.match(text, ending.start()) or PRESENT.match(text, ending.start())):
        ending = None
    return min(
        filter(None, (find(text, "plans", "future"), ending and ending.span())), default=None
    )
