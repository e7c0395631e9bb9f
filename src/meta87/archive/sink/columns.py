"""A passage record as a row of a typed table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from meta87.archive.sink.fields import plain, source_location, text
from meta87.classify.tagged import ENTITY_COLUMNS, marks, people_of

_MAX_INT64 = 2**63 - 1


def typed(record: Mapping[str, Any], model: str) -> dict[str, Any]:
    """Returns a passage record as a row of `schema_of`; ``model`` tagged it if it names none.

    ``people`` is the sum of the people whom acts reached or trained, each once; ``date_from`` and
    ``date_to`` are the first and last day of the passage.
    """
    found = record["predicted"]
    entities: dict[str, list[dict[str, Any]]] = {name: [] for name in ENTITY_COLUMNS.values()}
    for entity in (*found["entities"], *(mark.record() for mark in marks(record["text"]))):
        entities[ENTITY_COLUMNS[entity["label"]]].append(_entity(entity))
    scores = {**found["kind_scores"], **found["theme_scores"]}
    return {
        **plain(record),
        "kind": found["kind"],
        "themes": found["themes"],
        **{f"score_{label}": score for label, score in scores.items()},
        "low_confidence": found.get("doubtful", []),
        "reasons": found["evidence"],
        **entities,
        **_totals(entities),
        **source_location(record),
        "model": text(record.get("model")) or model,
    }


def _totals(entities: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    dates = entities["dates"]
    counted = [each for each in entities["participants"] if each["number"] is not None]
    return {
        "date_from": min(filter(None, (each.get("from") for each in dates)), default=None),
        "date_to": max(filter(None, (each.get("to") for each in dates)), default=None),
        "people": _within_int64(people_of(counted)),
    }


def _entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    span = {name: entity[name] for name in ("text", "start", "end")}
    value = entity.get("value") or {}
    if entity["label"] == "DATE":
        value = {name: day and date.fromisoformat(day) for name, day in value.items()}
    return {**span, **{name: _within_int64(one) for name, one in value.items()}}


def _within_int64(value: Any) -> Any:
    """Returns a value, or None for a number that no column can hold: its text states it."""
    return None if isinstance(value, int) and abs(value) > _MAX_INT64 else value
