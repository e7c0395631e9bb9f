"""Registers the merging of what the components found as the spaCy component ``meta87_entities``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities.precedence import apart

# The groups of spans that become entities, and those that stand beside them.
GROUPS = ("dates", "counts", "institutions", "money", "instruments", "places")
BESIDE = ("links", "percentages")


@Language.factory("meta87_entities", assigns=["doc.ents"])
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Returns the component that merges the groups into ``doc.ents``."""
    return merge_entities


def merge_entities(doc: Doc) -> Doc:
    """Sets ``doc.ents`` from the span groups, no two of them overlapping."""
    found = [span for group in GROUPS if group in doc.spans for span in doc.spans[group]]
    doc.set_ents(apart(found, lambda span: span.label_))
    return doc
