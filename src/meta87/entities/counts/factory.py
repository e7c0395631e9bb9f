"""Registers the counts as the spaCy component ``meta87_counts``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.counts.counts import find_counts
from meta87.entities.marking import mark, offsets, text_of

extensions.register()


@Language.factory("meta87_counts")
def make_counts(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy passes both
    """Returns the component that writes ``doc.spans["counts"]``."""
    return mark_counts


def mark_counts(doc: Doc) -> Doc:
    """Marks the counts of a document; none inside ``doc.spans["dates"]``."""
    return mark(doc, "counts", find_counts(text_of(doc), offsets(doc, "dates")))
