"""Resolves overlaps between entities."""

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

# Names win over dates, and dates over counts: a year inside the name of an institution is no date,
# and the days of a date are no quantity. A place inside a name is part of it.
_BY_RANK = (INSTITUTION, DATE, PARTICIPANTS, QUANTITY, MONEY, INSTRUMENT, LOCATION)
_RANK = {label: rank for rank, label in enumerate(_BY_RANK)}


class SpanLike(Protocol):
    """A span of a text, in characters or in tokens."""

    @property
    def start(self) -> int:
        """The first unit."""

    @property
    def end(self) -> int:
        """The unit after the last."""


AnySpan = TypeVar("AnySpan", bound=SpanLike)


def resolve_overlaps(spans: Iterable[AnySpan], label: Callable[[AnySpan], str]) -> list[AnySpan]:
    """Returns spans without overlap: the higher rank is kept, then the earlier, then the longer.

    Args:
        spans: in any order.
        label: returns the label of a span.
    """
    ranked = sorted(spans, key=lambda s: (_RANK[label(s)], s.start, -s.end))
    taken = bytearray(max((span.end for span in ranked), default=0))  # one byte per unit
    kept: list[AnySpan] = []
    for span in ranked:
        if 1 not in taken[span.start : span.end]:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
