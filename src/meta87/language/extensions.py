"""The attributes that the Spanish pipeline adds to spaCy's Doc and Span, in one place."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from meta87.language.entity import Reference


def register() -> None:
    """Define the attributes once; calling it again changes nothing.

    ``doc._.reference``: the `Reference` that the text is read against.
    ``span._.value``: the normal form, one of the value types of `entity`, or None.
    ``span._.pattern``: name of the pattern that found the span.
    """
    if not Doc.has_extension("reference"):
        Doc.set_extension("reference", default=Reference())
    if not Span.has_extension("value"):
        Span.set_extension("value", default=None)
    if not Span.has_extension("pattern"):
        Span.set_extension("pattern", default="")
