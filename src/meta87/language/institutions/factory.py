"""Registers the institutions as the spaCy component ``meta87_institutions``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from meta87.language import extensions
from meta87.language.entity import Entity
from meta87.language.institutions.institutions import find_institutions


class Institutions:
    """Writes ``doc.spans["institutions"]``, read against ``doc._.reference``."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the named bodies of a document."""
        found = find_institutions(doc.text, doc._.reference)
        doc.spans["institutions"] = [_span(doc, entity) for entity in found]
        return doc


@Language.factory("meta87_institutions")
def make_institutions(nlp: Language, name: str) -> Institutions:  # noqa: ARG001  spaCy passes both
    """Give the component that writes ``doc.spans["institutions"]``."""
    extensions.register()
    return Institutions()


def _span(doc: Doc, entity: Entity) -> Span:
    """Give the tokens that cover an entity; under a foreign tokenizer they may reach further."""
    tokens = doc.char_span(entity.start, entity.end, alignment_mode="expand")
    span = Span(doc, tokens.start, tokens.end, label=entity.label) if tokens else doc[:0]
    span._.value, span._.pattern = entity.value, entity.pattern
    return span
