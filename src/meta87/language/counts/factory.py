"""Registers the counts as the spaCy component ``meta87_counts``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from meta87.language import extensions
from meta87.language.counts.counts import find_counts
from meta87.language.entity import Entity


class Counts:
    """Writes ``doc.spans["counts"]``; a number inside one of ``doc.spans["dates"]`` is no count."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the counts of a document."""
        dates = doc.spans["dates"] if "dates" in doc.spans else []  # noqa: SIM401  not a dict
        taken = [(span.start_char, span.end_char) for span in dates]
        doc.spans["counts"] = [_span(doc, entity) for entity in find_counts(doc.text, taken)]
        return doc


@Language.factory("meta87_counts")
def make_counts(nlp: Language, name: str) -> Counts:  # noqa: ARG001  spaCy passes both
    """Give the component that writes ``doc.spans["counts"]``."""
    extensions.register()
    return Counts()


def _span(doc: Doc, entity: Entity) -> Span:
    """Give the tokens that cover an entity; under a foreign tokenizer they may reach further."""
    tokens = doc.char_span(entity.start, entity.end, alignment_mode="expand")
    span = Span(doc, tokens.start, tokens.end, label=entity.label) if tokens else doc[:0]
    span._.value, span._.pattern = entity.value, entity.pattern
    return span
