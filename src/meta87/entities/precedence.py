"""Which of two entities stands where they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    LOCATION,
    MONEY,
    PARTICIPANTS,
    QUANTITY,
)

# What is named wins over what is dated, and that over what is counted: a year inside a body's name
# is no date, and the days of a date are no quantity. A place inside a name is part of it.
_RANK = {
    INSTITUTION: 0,
    DATE: 1,
    PARTICIPANTS: 2,
    QUANTITY: 3,
    MONEY: 4,
    INSTRUMENT: 5,
    LOCATION: 6,
}


class Stretch(Protocol):
    """A stretch of a text, in characters or in tokens."""

    @property
    def start(self) -> int:
        """The first unit."""

    @property
    def end(self) -> int:
        """The unit after the last."""


Span = TypeVar("Span", bound=Stretch)


def apart(found: Iterable[Span], label: Callable[[Span], str]) -> list[Span]:
    """Resolves overlaps: the span of higher rank, then the earlier, then the longer is kept.

    Args:
        found: in any order.
        label: returns the label of a span.
    """
    ranked = sorted(found, key=lambda s: (_RANK[label(s)], s.start, -s.end))
    taken = bytearray(max((span.end for span in ranked), default=0))  # a byte for each unit
    kept: list[Span] = []
    for span in ranked:
        if 1 not in taken[span.start : span.end]:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
