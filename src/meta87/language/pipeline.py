"""The Spanish pipeline: text → sentences and entities, as a spaCy pipeline of rules."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from meta87.language import extensions
from meta87.language.counts.factory import make_counts  # noqa: F401  registers the component
from meta87.language.dates.factory import make_dates  # noqa: F401
from meta87.language.entity import (
    DATE,
    INSTITUTION,
    PARTICIPANTS,
    QUANTITY,
    Entity,
    Reference,
)
from meta87.language.institutions.factory import make_institutions  # noqa: F401
from meta87.language.sentences.factory import make_sentences  # noqa: F401
from meta87.language.tokens import WordTokenizer

COMPONENTS = ("meta87_sentences", "meta87_dates", "meta87_counts", "meta87_institutions")
GROUPS = ("dates", "counts", "institutions")

# Where two entities meet, what is named wins over what is dated, and that over what is counted:
# a year inside a body's name is no date, and the days of a date are no quantity.
_RANK = {INSTITUTION: 0, DATE: 1, PARTICIPANTS: 2, QUANTITY: 3}


def spanish() -> Language:
    """Give the pipeline: sentences, dates, counts and institutions, merged into ``doc.ents``."""
    nlp = spacy.blank("es")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    for name in (*COMPONENTS, "meta87_entities"):
        nlp.add_pipe(name)
    return nlp


def annotate(nlp: Language, text: str, reference: Reference | None = None) -> Doc:
    """Run the pipeline over a text, read against what is known of its report.

    Args:
        nlp: the pipeline that `spanish` gives.
        text: one passage, answer or block.
        reference: reporting period, context and acronyms; nothing is known when absent.
    """
    doc = nlp.make_doc(text)
    doc._.reference = reference or Reference()
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Give first and last offset of each sentence, without the white space around it."""
    spans = (_trimmed(doc.text, sent.start_char, sent.end_char) for sent in doc.sents)
    return tuple((start, end) for start, end in spans if start < end)


def entities(doc: Doc) -> tuple[Entity, ...]:
    """Give the entities of ``doc.ents`` in order, each with its value and its pattern."""
    return tuple(
        Entity(e.label_, e.start_char, e.end_char, e.text, e._.value, e._.pattern) for e in doc.ents
    )


@Language.component("meta87_entities")
def merge_entities(doc: Doc) -> Doc:
    """Set ``doc.ents`` from the span groups: by rank, then the earlier, then the longer span."""
    found = [span for group in GROUPS if group in doc.spans for span in doc.spans[group]]
    taken: set[int] = set()
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (_RANK[s.label_], s.start, -s.end)):
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    doc.ents = tuple(kept)
    return doc


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


extensions.register()
