"""A passage as one row with typed columns, lists and structures among them (Arrow)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from meta87.batch.sink.columns import EXTRA, NUMBERS, TEXTS, place, plain
from meta87.classification.labels import KINDS, THEMES

COLUMN_OF = {
    "DATE": "dates",
    "PARTICIPANTS": "participants",
    "QUANTITY": "quantities",
    "INSTITUTION": "institutions",
    "MONEY": "money",
    "LOCATION": "places",
    "INSTRUMENT": "instruments",
}
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

SCHEMA = pa.schema([
    *((name, pa.string()) for name in TEXTS),
    *((name, pa.int32()) for name in NUMBERS),
    ("kind", pa.string()),
    ("kind_scores", pa.struct([(kind, pa.float64()) for kind in KINDS])),
    ("themes", pa.list_(pa.string())),
    ("theme_scores", pa.struct([(theme, pa.float64()) for theme in THEMES])),
    *(
        (name, pa.list_(pa.struct([*_SPAN, *_VALUE.get(name, [])])))
        for name in COLUMN_OF.values()
    ),
    ("evidence", pa.list_(pa.struct(_EVIDENCE))),
    ("file", pa.string()),
    ("anchors", pa.list_(pa.struct(_ANCHOR))),
    ("start", pa.int32()),
    ("end", pa.int32()),
    (EXTRA, pa.string()),
    ("model", pa.string()),
])  # fmt: skip


def table(rows: Iterable[Mapping[str, Any]], model: str, schema: pa.Schema = SCHEMA) -> pa.Table:
    """Give records as a table.

    Args:
        rows: passage records with ``predicted``.
        model: version of the model that tagged those that do not say.
        schema: `SCHEMA`, or some of its columns.
    """
    return pa.Table.from_pylist([_typed(row, model) for row in rows], schema=schema)


def _typed(row: Mapping[str, Any], model: str) -> dict[str, Any]:
    found, where = row["predicted"], place(row)
    start, end = where.get("span", (None, None))
    entities: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMN_OF.values()}
    for entity in found["entities"]:
        entities[COLUMN_OF[entity["label"]]].append(_entity(entity))
    return {
        **plain(row),
        **{name: found[name] for name in ("kind", "kind_scores", "themes", "theme_scores")},
        **entities,
        "evidence": found["evidence"],
        "file": where.get("file"),
        "anchors": where.get("anchor", []),
        "start": start,
        "end": end,
        "model": row.get("model", model),
    }


def _entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    span = {name: entity[name] for name in ("text", "start", "end")}
    value = entity.get("value") or {}
    if entity["label"] == "DATE":
        value = {name: date.fromisoformat(day) if day else None for name, day in value.items()}
    return {**span, **value}
