"""A typed table as one Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from meta87.archive.packing.columns import schema_of, table
from meta87.archive.sink.options import Options

GROUP = 2048  # rows that are written at a time, and kept in memory until then


@contextmanager
def sink(target: IO[bytes], options: Options) -> Iterator[Callable[[bytes], object]]:
    """Writes row groups of one size, so that the bytes depend on the passages alone."""
    with Grouped(target, schema_of(options.themes)) as writer:
        yield lambda data: writer.add(table(data, options.themes))


class Grouped:
    """A Parquet file that takes rows as they come and writes them in groups.

    Args:
        target: where.
        schema: of the rows.
        size: rows of a group; the last one may have fewer.
    """

    def __init__(self, target: IO[bytes] | Path, schema: pa.Schema, size: int = GROUP) -> None:
        self.size = size
        self._waiting: list[pa.Table] = []
        self._count = 0
        self._writer = pq.ParquetWriter(target, schema, compression="zstd")

    def __enter__(self) -> Grouped:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None and self._count:
            self._write(pa.concat_tables(self._waiting))
        self._writer.close()

    def add(self, rows: pa.Table) -> None:
        """Takes rows of the schema."""
        self._waiting.append(rows)
        self._count += len(rows)
        if self._count >= self.size:
            whole = pa.concat_tables(self._waiting)
            kept = self._count % self.size
            for start in range(0, self._count - kept, self.size):
                self._write(whole.slice(start, self.size))
            self._waiting, self._count = [whole.slice(self._count - kept)], kept

    def _write(self, group: pa.Table) -> None:
        self._writer.write_table(group.combine_chunks(), row_group_size=len(group))
