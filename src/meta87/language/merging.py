"""Merging of what the components found into the entities of a document: no two overlap."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span

from meta87.language.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    LOCATION,
    MONEY,
    PARTICIPANTS,
    QUANTITY,
)

# The groups of spans that become entities, and those that stand beside them.
GROUPS = ("dates", "counts", "institutions", "money", "instruments", "places")
BESIDE = ("links", "percentages")

# Where two entities meet, what is named wins over what is dated, and that over what is counted:
# a year inside a body's name is no date, and the days of a date are no quantity. A place inside a
# name is part of it.
_RANK = {
    INSTITUTION: 0,
    DATE: 1,
    PARTICIPANTS: 2,
    QUANTITY: 3,
    MONEY: 4,
    INSTRUMENT: 5,
    LOCATION: 6,
}


@Language.factory("meta87_entities", assigns=["doc.ents"])
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Give the component that merges the groups into ``doc.ents``."""
    return merge_entities


def merge_entities(doc: Doc) -> Doc:
    """Set ``doc.ents`` from the span groups: by rank, then the earlier, then the longer span."""
    found = [span for group in GROUPS if group in doc.spans for span in doc.spans[group]]
    taken: set[int] = set()
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (_RANK[s.label_], s.start, -s.end)):
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    doc.ents = tuple(kept)
    return doc
