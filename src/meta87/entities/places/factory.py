"""Registers the places as the spaCy component ``meta87_places``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.marking import mark, text_of
from meta87.entities.places.places import find_places

extensions.register()


@Language.factory("meta87_places")
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy passes both
    """Returns the component that writes ``doc.spans["places"]``."""
    return mark_places


def mark_places(doc: Doc) -> Doc:
    """Marks the places of a document."""
    return mark(doc, "places", find_places(text_of(doc)))
