"""A typed table as a folder of Parquet files by country and year, as Hive and Arrow read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from meta87.batch.sink.options import Options, rows_of
from meta87.batch.sink.parquet import Grouped
from meta87.batch.sink.typed import SCHEMA

_NO_COUNTRY, _NO_YEAR = "ZZ", "0"  # as CLDR has it; readers stumble over parts without a name
_GROUP = 512  # rows that a part keeps in memory: there are as many parts as countries by years
_FILE = "part-0.parquet"
_SCHEMA = SCHEMA.remove(SCHEMA.get_field_index("country"))
_SCHEMA = _SCHEMA.remove(_SCHEMA.get_field_index("year"))  # both are told by the names


@contextmanager
def sink(target: Path, options: Options) -> Iterator[Callable[[bytes], object]]:
    """Write each passage into the part of its country and year; ZZ and 0 where they are unknown."""
    with ExitStack() as stack:
        parts: dict[Path, Grouped] = {}

        def add(data: bytes) -> None:
            """Take the passages of one file."""
            for place, rows in groupby(rows_of(data), _place):
                path = target / place / _FILE
                if path not in parts:
                    path.parent.mkdir(parents=True)
                    part = Grouped(path, options.model, _GROUP, _SCHEMA)
                    parts[path] = stack.enter_context(part)
                parts[path].add(list(rows))

        yield add


def _place(row: dict[str, Any]) -> str:
    country, year = row.get("country") or _NO_COUNTRY, row.get("year") or _NO_YEAR
    return f"country={quote(str(country), safe=' ')}/year={quote(str(year))}"
