"""Entities in a spaCy document: spans with a value, kept as plain data that spaCy can serialise.

Extensions:
    ``doc._.reference``: the `Reference` that the text is read against; empty if never set.
    ``span._.value``: the normal form, one of the value types of `entity`, or None.
    ``span._.pattern``: name of the pattern that matched.

They survive ``doc.to_bytes``, a ``DocBin`` with ``store_user_data=True`` and ``nlp.pipe`` with
several processes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pydantic import TypeAdapter
from spacy.tokens import Doc, Span

from meta87.entities.entity import Entity, Reference

_REFERENCE, _ENTITY = "meta87.reference", "meta87.entity"  # keys of ``doc.user_data``
_NO_REFERENCE = Reference()
_references, _entities = TypeAdapter(Reference), TypeAdapter(Entity)


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """Returns ``doc.text``, joined from the tokens once for all components."""
    return doc.text


def reference_of(doc: Doc) -> Reference:
    """Returns ``doc._.reference``."""
    stored = doc.user_data.get(_REFERENCE)
    return _references.validate_python(stored) if stored else _NO_REFERENCE


def set_reference(doc: Doc, reference: Reference) -> None:
    """Sets ``doc._.reference``."""
    doc.user_data[_REFERENCE] = _references.dump_python(reference, mode="json")


def mark(doc: Doc, group: str, entities: Iterable[Entity]) -> Doc:
    """Sets ``doc.spans[group]``, with the value and the pattern of each span.

    With a tokenizer whose tokens contain more than a word ("2021-2024", "docentes/maestras") a span
    extends to the ends of its tokens; ``_.value`` is that of the entity.
    """
    spans = []
    for entity in entities:
        span = doc.char_span(entity.start, entity.end, entity.label, alignment_mode="expand")
        if span is not None:
            doc.user_data[_key(span)] = _entities.dump_python(entity, mode="json")
            spans.append(span)
    doc.spans[group] = spans
    return doc


def entity_of(span: Span) -> Entity:
    """Returns the entity that a component marked with a span; only label and text if none did."""
    label, start, end = span.label_, span.start_char, span.end_char
    stored = span.doc.user_data.get(_key(span))
    if stored is None:
        return Entity(label, start, end, span.text)
    entity = _entities.validate_python(stored)
    if (entity.start, entity.end) == (start, end):
        return entity
    return replace(entity, start=start, end=end, text=span.text)


def spans_of(doc: Doc, *groups: str) -> list[Span]:
    """Returns the spans of some groups, skipping absent groups."""
    return [span for group in groups if group in doc.spans for span in doc.spans[group]]


def _key(span: Span) -> str:
    return f"{_ENTITY} {span.label_} {span.start_char} {span.end_char}"


Doc.set_extension("reference", getter=reference_of, setter=set_reference, force=True)
Span.set_extension("value", getter=lambda span: entity_of(span).value, force=True)
Span.set_extension("pattern", getter=lambda span: entity_of(span).pattern, force=True)
