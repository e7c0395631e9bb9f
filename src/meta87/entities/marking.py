"""How the components write what they find into a spaCy document, and how it is read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span

from meta87.entities.entity import Entity

_WRITTEN: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()


def keep_text(doc: Doc, text: str) -> Doc:
    """Keeps the text that a document was made of: spaCy would join it anew from the tokens."""
    _WRITTEN[doc] = text
    return doc


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """Returns ``doc.text``, once for all components."""
    return _WRITTEN.get(doc) or doc.text


def mark(doc: Doc, group: str, found: Iterable[Entity]) -> Doc:
    """Sets ``doc.spans[group]``; each span has its value in ``_.value`` and its pattern likewise.

    With a tokenizer whose tokens contain more than a word ("2021-2024", "docentes/maestras") a span
    extends to the ends of its tokens; ``_.value`` is that of the entity.
    """
    marked, spans = doc._.marked, []
    for entity in found:
        span = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        if span is not None:
            marked[entity.label, span.start_char, span.end_char] = entity
            spans.append(span)
    doc.spans[group] = spans
    return doc


def entity_of(span: Span) -> Entity:
    """Returns the entity that a component marked with a span; only label and text if none did."""
    label, start, end = span.label_, span.start_char, span.end_char
    entity: Entity | None = span.doc._.marked.get((label, start, end))
    if entity is None:
        return Entity(label, start, end, span.text)
    if (entity.start, entity.end) == (start, end):
        return entity
    return replace(entity, start=start, end=end, text=span.text)


def offsets(doc: Doc, *groups: str) -> list[tuple[int, int]]:
    """Returns start and end of the spans of some groups, skipping absent groups."""
    return [
        (span.start_char, span.end_char)
        for group in groups
        if group in doc.spans
        for span in doc.spans[group]
    ]
