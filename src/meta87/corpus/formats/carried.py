"""What every format of another tool holds of a passage, and what is carried beside it.

A tool knows the text, the labels and the spans. All other fields are carried in a free field of
the format, with the normal forms of the entities, so that nothing is lost on the way through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from meta87.classification.labels import KINDS, THEMES
from meta87.corpus.rows import Row
from meta87.corpus.schema import faults_of, is_theme

FIELDS = (
    "id", "report", "country", "year", "question", "topic", "answer", "context", "text", "kind",
    "themes", "entities", "phenomena", "pair", "writer", "annotators", "split",
)  # fmt: skip

Span = tuple[int, int, str]
Model = TypeVar("Model", bound=BaseModel)


def carried(record: dict[str, Any]) -> dict[str, Any]:
    """Give the fields that no tool holds; of the entities it holds the spans, not the values."""
    held = {"text", *(("kind", "themes") if labels_of(record) else ())}
    return {key: value for key, value in record.items() if key not in held}


def labels_of(record: dict[str, Any]) -> list[str]:
    """Give the kind, if there is one, and the themes."""
    kind = record.get("kind")
    return [*([kind] if kind else ()), *(record.get("themes") or ())]


def own_themes(records: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Returns the themes of passages that are not the guideline's, by name."""
    return tuple(sorted({t for record in records for t in record.get("themes") or ()} - {*THEMES}))


def spans_of(record: dict[str, Any]) -> list[Span]:
    """Give the first code point, the one after the last, and the label of each entity."""
    return [(e["start"], e["end"], e["label"]) for e in entities_of(record)]


def entities_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the entities; none where one is no entity, as another tool may have left it."""
    entities = record.get("entities")
    if isinstance(entities, list) and all(map(_is_entity, entities)):
        return entities
    return []


def parsed(fields: dict[str, Any], model: type[Model]) -> Model | tuple[str, ...]:
    """Read the fields of another tool; where they are not those of the format, its faults."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        return tuple(faults_of(error))


def merged(
    line: int, beside: dict[str, Any], text: str, labels: Sequence[str], spans: Iterable[Span]
) -> Row:
    """Give the passage: what the tool says of it, with the fields that were carried beside.

    Args:
        line: where the passage stands in the file.
        beside: what `carried` gave.
        text: the passage.
        labels: its kind and themes.
        spans: its entities; those that the carried ones have too keep their values.
    """
    kinds = [label for label in labels if label in KINDS]
    themes = [label for label in labels if label not in KINDS]
    faults = [f"label: {label!r}" for label in themes if not is_theme(label)]
    faults += [f"kind: {', '.join(map(repr, kinds))}"] if len(kinds) > 1 else []
    record = {**beside, "text": text}
    if labels:
        record["themes"] = themes
    if kinds:
        record["kind"] = kinds[0]
    found = _entities(beside, text, sorted(spans))
    if found is not None:
        record["entities"] = found
    return Row(line, in_order(record), tuple(faults))


def in_order(record: dict[str, Any]) -> dict[str, Any]:
    """Give the fields in the order of the corpus, others after them."""
    return {key: record[key] for key in (*FIELDS, *record) if key in record}


def _is_entity(entity: Any) -> bool:
    """Tell whether the fields that every entity has are there, each of its kind."""
    if not isinstance(entity, dict):
        return False
    places = (entity.get("start"), entity.get("end"))
    names = (entity.get("label"), entity.get("text"))
    return all(type(one) is int for one in places) and all(isinstance(one, str) for one in names)


def _entities(beside: dict[str, Any], text: str, spans: list[Span]) -> list[dict[str, Any]] | None:
    """Give the entities: those known if they are the same, absent if nobody looked for them."""
    by_span = {(e["start"], e["end"], e["label"]): e for e in entities_of(beside)}
    same_text = all(text[start:end] == e["text"] for (start, end, _), e in by_span.items())
    if same_text and sorted(by_span) == spans:
        return beside.get("entities")
    return [
        {
            **(by_span.get((start, end, label), {}) if same_text else {}),
            "label": label,
            "start": start,
            "end": end,
            "text": text[start:end],
        }
        for start, end, label in spans
    ]
