"""A typed table as a folder of Parquet files by country and year, as Hive and Arrow read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa

from meta87.archive.packing.columns import schema_of, table
from meta87.archive.sink.options import Options
from meta87.archive.sink.parquet import Grouped

_NO_COUNTRY, _NO_YEAR = "ZZ", "0"  # as CLDR has it; readers stumble over parts without a name
_GROUP = 512  # rows that a part keeps in memory: there are as many parts as countries by years
_FILE = "part-0.parquet"
_NAMES = ("country", "year")  # told by the names of the folders


@contextmanager
def sink(target: Path, options: Options) -> Iterator[Callable[[bytes], object]]:
    """Writes each passage to the part of its country and year; ZZ and 0 if they are unknown."""
    fields = [field for field in schema_of(options.themes) if field.name not in _NAMES]
    schema = pa.schema(fields)
    with ExitStack() as stack:
        parts: dict[Path, Grouped] = {}

        def add(data: bytes) -> None:
            """Takes the passages of one file."""
            passages = table(data, options.themes)
            done = 0
            for place, some in groupby(map(_place, *map(passages.column, _NAMES))):
                path, count = target / place / _FILE, len(list(some))
                if path not in parts:
                    path.parent.mkdir(parents=True)
                    parts[path] = stack.enter_context(Grouped(path, schema, _GROUP))
                parts[path].add(passages.slice(done, count).select(schema.names))
                done += count

        yield add


def _place(country: pa.Scalar, year: pa.Scalar) -> str:
    named, dated = country.as_py() or _NO_COUNTRY, year.as_py() or _NO_YEAR
    return f"country={quote(named, safe=' ')}/year={quote(str(dated))}"
