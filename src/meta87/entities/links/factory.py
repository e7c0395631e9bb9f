"""Registers the links as the spaCy component ``meta87_links``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.links.links import find_links
from meta87.entities.marking import mark, text_of

extensions.register()


@Language.factory("meta87_links")
def make_links(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy passes both
    """Returns the component that writes ``doc.spans["links"]``."""
    return mark_links


def mark_links(doc: Doc) -> Doc:
    """Marks the links of a document."""
    return mark(doc, "links", find_links(text_of(doc)))
