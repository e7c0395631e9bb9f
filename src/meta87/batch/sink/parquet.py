"""A typed table as one Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from meta87.batch.packing.columns import SCHEMA, table
from meta87.batch.sink.options import Options

GROUP = 2048  # rows that are written at a time, and kept in memory until then


@contextmanager
def sink(target: IO[bytes], options: Options) -> Iterator[Callable[[bytes], object]]:
    """Write row groups of one size, so that the bytes depend on the passages alone."""
    del options
    with Grouped(target) as writer:
        yield lambda data: writer.add(table(data))


class Grouped:
    """A Parquet file that takes rows as they come and writes them in groups."""

    def __init__(
        self, target: IO[bytes] | Path, size: int = GROUP, schema: pa.Schema = SCHEMA
    ) -> None:
        self.size = size
        self._waiting = pa.Table.from_batches([], schema)
        self._writer = pq.ParquetWriter(target, schema, compression="zstd")

    def __enter__(self) -> Grouped:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._write(len(self._waiting))
        self._writer.close()

    def add(self, rows: pa.Table) -> None:
        """Take rows."""
        self._waiting = pa.concat_tables([self._waiting, rows])
        while len(self._waiting) >= self.size:
            self._write(self.size)

    def _write(self, count: int) -> None:
        if count:
            group = self._waiting.slice(0, count).combine_chunks()
            self._writer.write_table(group, row_group_size=count)
            self._waiting = self._waiting.slice(count)
