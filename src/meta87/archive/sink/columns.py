"""The typed columns of a table, lists and structures among them (Arrow)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from meta87.archive.sink.fields import (
    EXTRA,
    NUMBERS,
    TEXTS,
    plain,
    source_location,
    text,
)
from meta87.classify.labels import KINDS, THEMES, Theme
from meta87.classify.tagged import ENTITY_COLUMNS

_MAX_INT64 = 2**63 - 1
_SPAN = [("text", pa.string()), ("start", pa.int32()), ("end", pa.int32())]
_VALUE = {
    "dates": [("from", pa.date32()), ("to", pa.date32())],
    "participants": [("number", pa.int64()), ("bound", pa.string()), ("to", pa.int64())],
    "quantities": [("number", pa.int64()), ("bound", pa.string()), ("to", pa.int64())],
    "institutions": [(key, pa.string()) for key in ("name", "acronym", "id", "kind")],
    "money": [("amount", pa.float64()), ("currency", pa.string()), ("to", pa.float64())],
}
_ANCHOR = [
    ("part", pa.string()), ("unit", pa.int32()), ("start", pa.int32()), ("end", pa.int32()),
    ("boxes", pa.list_(pa.list_(pa.float32()))),
]  # fmt: skip
_EVIDENCE = [("label", pa.string()), ("text", pa.string()), ("weight", pa.float64())]


@cache
def schema_of(themes: tuple[Theme, ...] = THEMES) -> pa.Schema:
    """Returns the schema of a table whose model predicts some themes."""
    return pa.schema([
        *((name, pa.string()) for name in TEXTS),
        *((name, pa.int32()) for name in NUMBERS),
        ("kind", pa.string()),
        ("kind_scores", pa.struct([(kind, pa.float64()) for kind in KINDS])),
        ("themes", pa.list_(pa.string())),
        ("theme_scores", pa.struct([(theme, pa.float64()) for theme in themes])),
        *(
            (name, pa.list_(pa.struct([*_SPAN, *_VALUE.get(name, [])])))
            for name in ENTITY_COLUMNS.values()
        ),
        ("evidence", pa.list_(pa.struct(_EVIDENCE))),
        ("file", pa.string()),
        ("anchors", pa.list_(pa.struct(_ANCHOR))),
        ("start", pa.int32()),
        ("end", pa.int32()),
        (EXTRA, pa.string()),
        ("model", pa.string()),
    ])  # fmt: skip


def typed(record: Mapping[str, Any], model: str) -> dict[str, Any]:
    """Returns a passage record as a row of `schema_of`; ``model`` tagged it if it names none."""
    found = record["predicted"]
    entities: dict[str, list[dict[str, Any]]] = {name: [] for name in ENTITY_COLUMNS.values()}
    for entity in found["entities"]:
        entities[ENTITY_COLUMNS[entity["label"]]].append(_entity(entity))
    return {
        **plain(record),
        **{name: found[name] for name in ("kind", "kind_scores", "themes", "theme_scores")},
        **entities,
        "evidence": found["evidence"],
        **source_location(record),
        "model": text(record.get("model")) or model,
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
