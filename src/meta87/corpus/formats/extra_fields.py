"""What every annotation tool stores of a passage, and the fields that are carried beside it.

A tool knows the text, the labels and the spans. All other fields are carried in a free field of
the format, with the normal forms of the entities, so that nothing is lost on the way through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from meta87.classify.labels import THEMES

FIELDS = (
    "id", "report", "country", "year", "question", "topic", "answer", "context", "text", "kind",
    "themes", "entities", "phenomena", "pair", "writer", "annotators", "split",
)  # fmt: skip

Span = tuple[int, int, str]


def extra_fields(record: dict[str, Any]) -> dict[str, Any]:
    """Returns the fields that annotation tools cannot store, among them the values of entities."""
    held = {"text", *(("kind", "themes") if labels_of(record) else ())}
    return {key: value for key, value in record.items() if key not in held}


def labels_of(record: dict[str, Any]) -> list[str]:
    """Returns the kind, if there is one, and the themes."""
    kind = record.get("kind")
    return [*([kind] if kind else ()), *(record.get("themes") or ())]


def own_themes(records: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Returns the custom themes of passages, in alphabetical order."""
    return tuple(sorted({t for record in records for t in record.get("themes") or ()} - {*THEMES}))


def spans_of(record: dict[str, Any]) -> list[Span]:
    """Returns the start, the end (in code points, exclusive) and the label of each entity."""
    return [(e["start"], e["end"], e["label"]) for e in entities_of(record)]


def entities_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the entities; none where one is invalid, as another tool may have left it."""
    entities = record.get("entities")
    if isinstance(entities, list) and all(map(_is_entity, entities)):
        return entities
    return []


def in_order(record: dict[str, Any]) -> dict[str, Any]:
    """Returns the fields in the order of the corpus, others after them."""
    return {key: record[key] for key in (*FIELDS, *record) if key in record}


def _is_entity(entity: Any) -> bool:
    """Returns whether the fields that every entity has are present, each of its type."""
    if not isinstance(entity, dict):
        return False
    places = (entity.get("start"), entity.get("end"))
    names = (entity.get("label"), entity.get("text"))
    return all(type(one) is int for one in places) and all(isinstance(one, str) for one in names)
