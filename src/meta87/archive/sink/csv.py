"""A flat table as text, as a spreadsheet in Spanish opens it: UTF-8 with its mark, ";" and ","."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from meta87.archive.packing.lines import told
from meta87.archive.sink.flat import Value, flat, header
from meta87.archive.sink.options import Options


@contextmanager
def sink(target: IO[bytes], options: Options) -> Iterator[Callable[[bytes], object]]:
    """Writes the header, then one line per passage."""
    comma = options.separator == ";"

    def add(data: bytes) -> None:
        """Takes the passages of one file."""
        rows = (flat(row, options) for row in told(data))
        write([_shown(value, comma) for value in row] for row in rows)

    def write(rows: object) -> None:
        """Writes rows."""
        page = io.StringIO()
        csv.writer(page, delimiter=options.separator, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
        target.write(page.getvalue().encode())

    target.write("\ufeff".encode())
    write([header(options.themes)])
    yield add


def _shown(value: Value, comma: bool) -> Value:
    return str(value).replace(".", ",") if comma and isinstance(value, float) else value
