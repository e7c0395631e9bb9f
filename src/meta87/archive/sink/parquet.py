"""Typed tables: one Parquet file, or a folder of them by country and year, as Hive has it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from meta87.archive.sink.columns import typed
from meta87.archive.sink.dictionary import PASSAGES, TABLES
from meta87.archive.sink.fields import EXTRA
from meta87.archive.sink.options import Options
from meta87.archive.sink.schema import schema_of

GROUP, PART_GROUP = 2048, 512  # rows that are kept in memory, for each open file
MAX_OPEN = 200  # files of a folder: a process may have a thousand at least
MAX_NAME, MAX_PREFIX = 150, 10  # characters of a country in a name; file systems take 255 bytes
_NO_COUNTRY, _NO_YEAR = "ZZ", "0"  # as CLDR has it; readers fail at folders without a name
_KEYS = ("country", "year")  # in the names of the folders
_DIGITS = 16

Records = Iterable[Mapping[str, Any]]


class RowGroups:
    """A Parquet file that takes rows one by one and writes them in groups of one size.

    Its bytes depend on the rows alone.
    """

    def __init__(self, target: IO[bytes] | Path, schema: pa.Schema, size: int = GROUP) -> None:
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


def write_parquet(target: IO[bytes], records: Records, options: Options) -> None:
    """Writes one file."""
    with closing(RowGroups(target, schema_of(options.themes))) as rows:
        for record in records:
            rows.add(typed(record, options.model))


def write_tables(
    target: Path, tables: Callable[[str], Iterable[Mapping[str, Any]]], options: Options
) -> None:
    """Writes one file for each of the tables of an archive; ``tables`` returns the rows of one."""
    for table in TABLES:
        schema = schema_of(options.themes, table)
        with closing(RowGroups(target / f"{table}.parquet", schema)) as rows:
            for row in tables(table):
                rows.add(typed(row, options.model) if table == PASSAGES else row)


def write_folder(target: Path, records: Records, options: Options) -> None:
    """Writes each passage to the folder of its country and year; ZZ and 0 if they are unknown.

    Of many countries and years, the last ones used have their file open; a folder whose file was
    closed gets another one.
    """
    whole = schema_of(options.themes)
    schema = pa.schema([each for each in whole if each.name not in _KEYS], whole.metadata)
    files: Counter[str] = Counter()
    parts: dict[str, RowGroups] = {}
    with ExitStack() as stack:
        for record in records:
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


def _placed(row: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Returns a row and its folder; a country too long for a name is cut, and kept in ``extra``."""
    country, year = row["country"] or _NO_COUNTRY, row["year"] or _NO_YEAR
    name = quote(country, safe=" ")
    if len(name) > MAX_NAME:
        checksum = hashlib.sha256(country.encode()).hexdigest()[:_DIGITS]
        name = quote(country[:MAX_PREFIX], safe=" ") + f"~{checksum}"
        extra = json.loads(row[EXTRA] or "{}") | {"country": country}
        row = {**row, EXTRA: json.dumps(extra, ensure_ascii=False)}
    return row, f"country={name}/year={quote(str(year))}"
