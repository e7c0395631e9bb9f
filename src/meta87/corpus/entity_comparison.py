"""Strict comparison of entities: same label, same first and last code point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from meta87.corpus.schema import RecordEntity
from meta87.entities.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY, Entity

EVALUATED = (DATE, PARTICIPANTS, INSTITUTION, QUANTITY)
"""The labels that the pipeline finds; other annotated labels are left out."""


def span_counts(
    gold: Sequence[RecordEntity], found: Sequence[Entity]
) -> list[tuple[int, int, int, int, int]]:
    """Counts, per label of `EVALUATED`, how the gold and predicted entities of a passage agree.

    The counts are true positives, false positives, false negatives, right values, and values
    compared: those of true positives with an annotated value.
    """
    return [_counts(label, gold, found) for label in EVALUATED]


def _counts(
    label: str, gold: Sequence[RecordEntity], found: Sequence[Entity]
) -> tuple[int, int, int, int, int]:
    expected = {(e.start, e.end): e.value for e in gold if e.label == label}
    given = {(e.start, e.end): e for e in found if e.label == label}
    shared = expected.keys() & given.keys()
    valued = [span for span in shared if expected[span] is not None]
    right = sum(_same(expected[span], given[span].record().get("value")) for span in valued)
    missed = len(expected) - len(shared)
    return len(shared), len(given) - len(shared), missed, right, len(valued)


def _same(expected: Any, given: Any) -> bool:
    """Returns whether two values agree on the fields of the annotation, and on a range's end."""
    if not isinstance(expected, dict) or not isinstance(given, dict):
        return bool(expected == given)
    return all(expected.get(key) == given.get(key) for key in {*expected, "to"})
