"""A typed table as one Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from meta87.batch.sink.options import Options, rows_of
from meta87.batch.sink.typed import SCHEMA, table

GROUP = 2048  # rows that are written at a time, and kept in memory until then


@contextmanager
def sink(target: IO[bytes], options: Options) -> Iterator[Callable[[bytes], object]]:
    """Write row groups of one size, so that the bytes depend on the passages alone."""
    with Grouped(target, options.model) as writer:
        yield lambda data: writer.add(rows_of(data))


class Grouped:
    """A Parquet file that takes rows as they come and writes them in groups."""

    def __init__(
        self,
        target: IO[bytes] | Path,
        model: str,
        size: int = GROUP,
        schema: pa.Schema = SCHEMA,
    ) -> None:
        self.model, self.size, self.schema = model, size, schema
        self._waiting: list[dict[str, Any]] = []
        self._writer = pq.ParquetWriter(target, schema, compression="zstd")

    def __enter__(self) -> Grouped:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._write(len(self._waiting))
        self._writer.close()

    def add(self, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
        """Take rows."""
        self._waiting += rows
        while len(self._waiting) >= self.size:
            self._write(self.size)

    def _write(self, count: int) -> None:
        if count:
            group = table(self._waiting[:count], self.model, self.schema)
            self._writer.write_table(group, row_group_size=count)
            del self._waiting[:count]
