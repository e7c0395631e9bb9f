"""Typed tables: Parquet files, or a folder of them by country and year, as Hive has it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from meta87.archive.sink.columns import EXTRA, typed
from meta87.archive.sink.dictionary import PASSAGES, Column, Options, Rows, columns
from meta87.classify.labels import THEMES, Theme

ABOUT = "columns"
"""Key of a Parquet file's metadata: what each column says, as JSON, in Spanish and in English."""

GROUP, PART_GROUP = 2048, 512  # rows that are kept in memory, for each open file
MAX_OPEN = 200  # files of a folder: a process may have a thousand at least
MAX_NAME, MAX_PREFIX = 150, 10  # characters of a country in a name; file systems take 255 bytes
_NO_COUNTRY, _NO_YEAR = "ZZ", "0"  # as CLDR has it; readers fail at folders without a name
_KEYS = ("country", "year")  # in the names of the folders
_DIGITS = 16


def _spans(*values: tuple[str, Any]) -> Any:
    span = [("text", pa.string()), ("start", pa.int32()), ("end", pa.int32())]
    return pa.list_(pa.struct([*span, *values]))


_ANCHOR = [
    ("part", pa.string()), ("unit", pa.int32()), ("start", pa.int32()), ("end", pa.int32()),
    ("boxes", pa.list_(pa.list_(pa.float32()))),
]  # fmt: skip
_REASON = [("label", pa.string()), ("text", pa.string()), ("weight", pa.float64())]
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
    "reasons": pa.list_(pa.struct(_REASON)),
    "anchors": pa.list_(pa.struct(_ANCHOR)),
}


@cache
def schema_of(themes: tuple[Theme, ...] = THEMES, table: str = PASSAGES) -> pa.Schema:
    """Returns the schema of a table whose model predicts some themes, with its dictionary."""
    listed = columns(table, themes)
    about = {each.name: {"es": each.es, "en": each.en} for each in listed}
    return pa.schema(
        [(each.name, _TYPES[each.type]) for each in listed],
        metadata={ABOUT: json.dumps(about, ensure_ascii=False), "pandas": _for_pandas(listed)},
    )


def _for_pandas(listed: Iterable[Column]) -> str:
    """Returns what pandas reads of columns: whole numbers stay whole where some are missing."""
    whole = [
        {
            "name": each.name, "field_name": each.name, "pandas_type": "int64",
            "numpy_type": "Int64", "metadata": None,
        }
        for each in listed
        if each.type in _WHOLE
    ]  # fmt: skip
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": whole})


class RowGroups:
    """A Parquet file that takes rows one by one and writes them in groups of one size.

    Its bytes depend on the rows alone.
    """

    def __init__(self, target: IO[bytes] | Path, schema: pa.Schema, size: int) -> None:
        self._schema, self._size = schema, size
        self._rows: list[Mapping[str, Any]] = []
        self._writer = pq.ParquetWriter(target, schema, compression="zstd")

    def add(self, row: Mapping[str, Any]) -> None:
        """Takes a row of the schema."""
        self._rows.append(row)
        if len(self._rows) == self._size:
            self._flush()

    def close(self) -> None:
        """Writes the remaining rows and closes the file."""
        try:
            self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            self._writer.write_table(pa.Table.from_pylist(rows, self._schema))


def write_parquet(target: IO[bytes] | Path, tables: Mapping[str, Rows], options: Options) -> None:
    """Writes a table to a file."""
    ((table, rows),) = tables.items()
    with closing(RowGroups(target, schema_of(options.themes, table), GROUP)) as groups:
        for row in rows:
            groups.add(typed(row, options.model))


def write_folder(target: Path, tables: Mapping[str, Rows], options: Options) -> None:
    """Writes a file for each of several tables; passages alone by country and year.

    The country and the year are ZZ and 0 if they are unknown. Of many, the last ones used have
    their file open; a folder whose file was closed gets another one.
    """
    if len(tables) > 1:
        for table, rows in tables.items():
            write_parquet(target / f"{table}.parquet", {table: rows}, options)
        return
    whole = schema_of(options.themes)
    inside = [each for each in columns(PASSAGES, options.themes) if each.name not in _KEYS]
    metadata = {**whole.metadata, b"pandas": _for_pandas(inside)}
    schema = pa.schema([whole.field(each.name) for each in inside], metadata)
    files: Counter[str] = Counter()
    parts: dict[str, RowGroups] = {}
    with ExitStack() as stack:
        for record in tables[PASSAGES]:
            row, place = _placed(typed(record, options.model))
            part = parts.pop(place, None)
            if part is None:
                if len(parts) == MAX_OPEN:
                    parts.pop(next(iter(parts))).close()
                (target / place).mkdir(parents=True, exist_ok=True)
                path = target / place / f"part-{files[place]}.parquet"
                part = RowGroups(path, schema, PART_GROUP)
                stack.callback(part.close)
                files[place] += 1
            parts[place] = part
            part.add(row)


def _placed(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """Returns a row and its folder; a country too long for a name is cut, and kept in ``extra``."""
    country, year = row["country"] or _NO_COUNTRY, row["year"] or _NO_YEAR
    name = quote(country, safe=" ")
    if len(name) > MAX_NAME:
        checksum = hashlib.sha256(country.encode()).hexdigest()[:_DIGITS]
        name = quote(country[:MAX_PREFIX], safe=" ") + f"~{checksum}"
        extra = json.loads(row[EXTRA] or "{}") | {"country": country}
        row = {**row, EXTRA: json.dumps(extra, ensure_ascii=False)}
    return row, f"country={name}/year={quote(str(year))}"
