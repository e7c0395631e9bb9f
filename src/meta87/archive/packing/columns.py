"""Passages as a batch of typed columns, lists and structures among them (Arrow).

Who tags a file makes its columns too, so that the one process that writes the table of an archive
only puts them one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

import pyarrow as pa
import pyarrow.json as pj

from meta87.archive.packing.fields import COPY_OF, EXTRA, NUMBERS, TEXTS, place, plain, text
from meta87.classify.labels import KINDS, THEMES, Theme
from meta87.classify.tagged import ENTITY_COLUMNS
from meta87.report.tag_records import jsonl

_MOST = 2**63 - 1
_EPOCH = date(1970, 1, 1)
_TOLD = ["country", "year", "text"]
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


def pack(
    rows: Iterable[Mapping[str, Any]], model: str, themes: tuple[Theme, ...] = THEMES
) -> bytes:
    """Returns records as one Arrow batch, without its schema; empty bytes where there are none.

    Args:
        rows: passage records with ``predicted``; a theme of another model has no column.
        model: version of the model that tagged those that do not say.
        themes: those that the model predicts.

    Raises:
        ValueError: a record holds what is no text, such as half of a surrogate pair.
    """
    lines = jsonl(_typed(row, model) for row in rows).encode()
    if not lines:
        return b""
    whole = pj.ReadOptions(use_threads=False, block_size=len(lines))
    # Of Python's objects Arrow makes arrays too, but loads pandas first: 60 MB a worker.
    read = pj.read_json(pa.BufferReader(lines), whole, _parsing(themes))
    return _serialized(read)


def table(data: bytes, themes: tuple[Theme, ...] = THEMES) -> pa.Table:
    """Returns the passages that `pack` packed for the same themes, as a table of `schema_of`."""
    schema = schema_of(themes)
    if not data:
        return pa.Table.from_batches([], schema)
    batch = pa.ipc.read_record_batch(pa.py_buffer(data), schema)
    return pa.Table.from_batches([batch])


def told(data: bytes, themes: tuple[Theme, ...] = THEMES) -> list[dict[str, Any]]:
    """Returns country, year and text of each passage."""
    return cast("list[dict[str, Any]]", table(data, themes).select(_TOLD).to_pylist())


def marked(data: bytes, original: str, themes: tuple[Theme, ...] = THEMES) -> bytes:
    """Returns the passages of a duplicate file, each with the report that it repeats."""
    if not data:
        return data
    passages = table(data, themes)
    of = pa.repeat(original, len(passages))
    place = passages.schema.get_field_index(COPY_OF)
    return _serialized(passages.set_column(place, passages.schema.field(place), of))


@cache
def _parsing(themes: tuple[Theme, ...]) -> pj.ParseOptions:
    return pj.ParseOptions(explicit_schema=schema_of(themes), unexpected_field_behavior="ignore")


def _serialized(passages: pa.Table) -> bytes:
    (batch,) = passages.combine_chunks().to_batches()
    return bytes(batch.serialize())


def _typed(row: Mapping[str, Any], model: str) -> dict[str, Any]:
    found = row["predicted"]
    entities: dict[str, list[dict[str, Any]]] = {name: [] for name in ENTITY_COLUMNS.values()}
    for entity in found["entities"]:
        entities[ENTITY_COLUMNS[entity["label"]]].append(_entity(entity))
    return {
        **plain(row),
        **{name: found[name] for name in ("kind", "kind_scores", "themes", "theme_scores")},
        **entities,
        "evidence": found["evidence"],
        **place(row),
        "model": text(row.get("model")) or model,
    }


def _entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    span = {name: entity[name] for name in ("text", "start", "end")}
    value = entity.get("value") or {}
    if entity["label"] == "DATE":
        value = {name: _day(day) for name, day in value.items()}
    return {**span, **{name: _held(one) for name, one in value.items()}}


def _held(value: Any) -> Any:
    """Returns a value, or None for a number that no column can hold: its text states it."""
    return None if isinstance(value, int) and abs(value) > _MOST else value


def _day(day: str | None) -> int | None:
    """Returns a day as Arrow counts them, from 1970-01-01."""
    return (date.fromisoformat(day) - _EPOCH).days if day else None
