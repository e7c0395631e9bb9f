"""How the components write what they find into a spaCy document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Doc, Span

from meta87.language.entity import Entity


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """Give ``doc.text``, which spaCy joins anew each time, once for all components."""
    text: str = doc.text
    return text


def mark(doc: Doc, group: str, found: Iterable[Entity]) -> Doc:
    """Set ``doc.spans[group]``; each span has its value in ``_.value`` and its pattern likewise.

    Under a tokenizer whose tokens hold more than a word ("2021-2024", "docentes/maestras") a span
    reaches to the ends of its tokens; ``_.value`` is that of the entity.
    """
    doc.spans[group] = [span for entity in found if (span := _span(doc, entity)) is not None]
    return doc


def offsets(doc: Doc, *groups: str) -> list[tuple[int, int]]:
    """Give first and last offset of the spans of some groups, those that are there."""
    return [
        (span.start_char, span.end_char)
        for group in groups
        if group in doc.spans
        for span in doc.spans[group]
    ]


def _span(doc: Doc, entity: Entity) -> Span | None:
    span: Span | None = doc.char_span(
        entity.start, entity.end, label=entity.label, alignment_mode="expand"
    )
    if span is not None:
        kept = span._
        kept.value, kept.pattern = entity.value, entity.pattern
    return span
