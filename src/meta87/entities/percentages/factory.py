"""Registers the shares as the spaCy component ``meta87_percentages``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.marking import mark, text_of
from meta87.entities.percentages.percentages import find_percentages

extensions.register()


@Language.factory("meta87_percentages")
def make_percentages(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy passes both
    """Returns the component that writes ``doc.spans["percentages"]``."""
    return mark_percentages


def mark_percentages(doc: Doc) -> Doc:
    """Marks the percentages of a document."""
    return mark(doc, "percentages", find_percentages(text_of(doc)))
