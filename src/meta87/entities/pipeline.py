"""The Spanish pipeline: text → sentences and entities, as a spaCy pipeline of rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from meta87.entities import extensions
from meta87.entities.counts.factory import make_counts  # noqa: F401  registers the component
from meta87.entities.dates.factory import make_dates  # noqa: F401
from meta87.entities.entity import Entity, Reference, Value
from meta87.entities.institutions.factory import make_institutions  # noqa: F401
from meta87.entities.instruments.factory import make_instruments  # noqa: F401
from meta87.entities.links.factory import make_links  # noqa: F401
from meta87.entities.marking import entity_of, text_of
from meta87.entities.merging import BESIDE, make_entities  # noqa: F401
from meta87.entities.money.factory import make_money  # noqa: F401
from meta87.entities.percentages.factory import make_percentages  # noqa: F401
from meta87.entities.places.factory import make_places  # noqa: F401
from meta87.entities.sentences.factory import make_sentences  # noqa: F401
from meta87.entities.tokens import WordTokenizer

# In this order: counts leave out the dates, instruments end before bodies and dates.
COMPONENTS = (
    "meta87_sentences",
    "meta87_dates",
    "meta87_counts",
    "meta87_institutions",
    "meta87_money",
    "meta87_instruments",
    "meta87_places",
    "meta87_links",
    "meta87_percentages",
    "meta87_entities",
)


def spanish() -> Language:
    """Returns the pipeline: sentences, and the entities of all components, merged in ``doc.ents``.

    Links and percentages stay in ``doc.spans``: the annotation guidelines define neither.
    """
    nlp = spacy.blank("es")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    nlp.max_length = sys.maxsize  # spaCy's limit is for trained components, which these are not
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(nlp: Language, text: str, reference: Reference | None = None) -> Doc:
    """Runs the pipeline over a text, read against what is known of its report.

    Args:
        nlp: the pipeline that `spanish` returns.
        text: one passage, answer or block.
        reference: reporting period, context, acronyms, country; nothing is known if absent.
    """
    doc = nlp.make_doc(text)
    doc._.reference = reference or Reference()
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Returns start and end of each sentence, without the white space around it."""
    text = text_of(doc)
    spans = (_trimmed(text, sent.start_char, sent.end_char) for sent in doc.sents)
    return tuple((start, end) for start, end in spans if start < end)


def entities(doc: Doc) -> tuple[Entity, ...]:
    """Returns the entities of ``doc.ents`` in order, each with its value and its pattern."""
    return tuple(map(entity_of, doc.ents))


def explained(doc: Doc) -> Iterator[tuple[Span, str, Value | None, str]]:
    """Yields span, label, value and pattern of the entities, links and percentages, in order."""
    beside = [span for group in BESIDE if group in doc.spans for span in doc.spans[group]]
    for span in sorted([*doc.ents, *beside], key=lambda span: span.start):
        entity = entity_of(span)
        yield span, entity.label, entity.value, entity.pattern


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


extensions.register()
