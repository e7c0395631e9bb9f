"""Registration of the sentence component with spaCy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities.marking import text_of
from meta87.entities.sentences.sentences import sentence_starts

_STARTS, _GOES_ON = 1, -1  # what spaCy means by them


@Language.factory("meta87_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Returns the component that marks the first token of each sentence."""
    return mark_sentences


def mark_sentences(doc: Doc) -> Doc:
    """Sets ``token.is_sent_start`` for every token of the document."""
    starts = set(sentence_starts(text_of(doc)))
    marks = [_STARTS if at in starts else _GOES_ON for at in doc.to_array("IDX").tolist()]
    return doc.from_array(["SENT_START"], np.array(marks, "int64").astype("uint64"))  # type: ignore[arg-type]
