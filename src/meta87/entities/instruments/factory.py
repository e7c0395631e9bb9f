"""Registers the instruments as the spaCy component ``meta87_instruments``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.instruments.instruments import find_instruments
from meta87.entities.marking import mark, offsets, text_of

extensions.register()


@Language.factory("meta87_instruments")
def make_instruments(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Returns the component that writes ``doc.spans["instruments"]``."""
    return mark_instruments


def mark_instruments(doc: Doc) -> Doc:
    """Marks the instruments of a document.

    An institution or a period inside an instrument's name is a separate entity: the name ends
    before the spans in ``doc.spans["institutions"]`` and ``doc.spans["dates"]``.
    """
    taken = offsets(doc, "institutions", "dates")
    return mark(doc, "instruments", find_instruments(text_of(doc), taken, doc._.reference.context))
