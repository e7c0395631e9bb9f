"""Registers the institutions as the spaCy component ``meta87_institutions``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.institutions.institutions import find_institutions
from meta87.entities.marking import mark, text_of

extensions.register()


@Language.factory("meta87_institutions")
def make_institutions(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Returns the component that writes ``doc.spans["institutions"]``."""
    return mark_institutions


def mark_institutions(doc: Doc) -> Doc:
    """Marks the named institutions of a document, read against ``doc._.reference``."""
    return mark(doc, "institutions", find_institutions(text_of(doc), doc._.reference))
