"""Registration of the sentence component with spaCy."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.language.sentences.sentences import sentence_starts


@Language.factory("meta87_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Give the component that marks the first token of each sentence."""
    return mark_sentences


def mark_sentences(doc: Doc) -> Doc:
    """Set ``token.is_sent_start`` all over the document."""
    starts = set(sentence_starts(doc.text))
    for token in doc:
        token.is_sent_start = token.idx in starts
    return doc
