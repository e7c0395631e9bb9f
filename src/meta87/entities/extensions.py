"""The attributes that the Spanish pipeline adds to spaCy's Doc and Span, in one place."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from meta87.entities.entity import Reference
from meta87.entities.marking import entity_of


def register() -> None:
    """Defines the attributes once; calling it again changes nothing.

    ``doc._.reference``: the `Reference` that the text is read against.
    ``doc._.marked``: label, first and last offset of a span → the `Entity` that it marks.
    ``span._.value``: the normal form, one of the value types of `entity`, or None.
    ``span._.pattern``: name of the pattern that found the span.
    """
    if not Doc.has_extension("reference"):
        Doc.set_extension("reference", default=Reference())
    if not Doc.has_extension("marked"):
        Doc.set_extension("marked", default={})
    if not Span.has_extension("value"):
        Span.set_extension("value", getter=lambda span: entity_of(span).value)
    if not Span.has_extension("pattern"):
        Span.set_extension("pattern", getter=lambda span: entity_of(span).pattern)
