"""Typed tables: Parquet files, or a folder of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from meta87.archive.sink.columns import typed
from meta87.archive.sink.dictionary import PASSAGES, Options, Rows, columns
from meta87.classify.labels import THEMES, Theme

ABOUT = "columns"
"""Key of a Parquet file's metadata: what each column says, as JSON, in Spanish and in English."""

GROUP = 2048  # rows that are kept in memory


def _lists(*values: tuple[str, Any]) -> Any:
    return pa.list_(pa.struct(values))


def _spans(*values: tuple[str, Any]) -> Any:
    return _lists(("text", pa.string()), ("start", pa.int32()), ("end", pa.int32()), *values)


_COUNT = [("number", pa.int64()), ("bound", pa.string()), ("to", pa.int64())]
_WHOLE = {"int", "count"}
_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "int": pa.int32(),
    "count": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "spans": _spans(),
    "dates": _spans(("from", pa.date32()), ("to", pa.date32())),
    "counts": _spans(*_COUNT),
    "people": _spans(*_COUNT, *((key, pa.string()) for key in ("group", "scope", "left_out"))),
    "institutions": _spans(*((key, pa.string()) for key in ("name", "acronym", "id", "kind"))),
    "money": _spans(("amount", pa.float64()), ("currency", pa.string()), ("to", pa.float64())),
    "links": _spans(("url", pa.string())),
    "percentages": _spans(("percent", pa.float64()), ("to", pa.float64())),
    "reasons": _lists(("label", pa.string()), ("text", pa.string()), ("weight", pa.float64())),
    "anchors": _lists(
        ("part", pa.string()),
        *((key, pa.int32()) for key in ("unit", "start", "end")),
        ("boxes", pa.list_(pa.list_(pa.float32()))),
    ),
}


@cache
def schema_of(themes: tuple[Theme, ...] = THEMES, table: str = PASSAGES) -> pa.Schema:
    """Returns the schema of a table whose model predicts some themes, with its dictionary.

    For pandas, whole numbers stay whole where some are missing.
    """
    listed = columns(table, themes)
    whole = [
        {
            "name": each.name, "field_name": each.name, "pandas_type": "int64",
            "numpy_type": "Int64", "metadata": None,
        }
        for each in listed
        if each.type in _WHOLE
    ]  # fmt: skip
    pandas = {"index_columns": [], "column_indexes": [], "columns": whole}
    about = {each.name: {"es": each.es, "en": each.en} for each in listed}
    return pa.schema(
        [(each.name, _TYPES[each.type]) for each in listed],
        metadata={ABOUT: json.dumps(about, ensure_ascii=False), "pandas": json.dumps(pandas)},
    )


def write_parquet(target: IO[bytes] | Path, tables: Mapping[str, Rows], options: Options) -> None:
    """Writes a table to a file, whose bytes depend on the rows alone."""
    ((table, records),) = tables.items()
    schema, rows = schema_of(options.themes, table), (typed(row, options.model) for row in records)
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        while group := [*islice(rows, GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema))


def write_folder(target: Path, tables: Mapping[str, Rows], options: Options) -> None:
    """Writes a file for each table."""
    for table, rows in tables.items():
        write_parquet(target / f"{table}.parquet", {table: rows}, options)
