"""The passages of an archive, and its tables, as files to take away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from meta87.archive.sink.dictionary import ANSWERS, FINDINGS, PASSAGES, TABLES, Options
from meta87.archive.sink.formats import Format, writer
from meta87.classify.labels import KINDS
from meta87.web.archive_query import Query
from meta87.web.archive_table import table_of

if TYPE_CHECKING:
    import pyarrow as pa

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET = "application/vnd.apache.parquet"
_ROWS = 2000  # that are turned into values at once
_SCORE = "score_"

WHOLE = {"respuestas": ANSWERS, "observaciones": FINDINGS}  # the other tables, by their names here
DOWNLOADS = {
    ("pasajes", "csv"): "text/csv; charset=utf-8",
    ("pasajes", "xlsx"): _EXCEL,
    ("pasajes", "parquet"): _PARQUET,
    ("todo", "xlsx"): _EXCEL,
    **{(name, "parquet"): _PARQUET for name in WHOLE},
}
"""The files that can be taken away, and their media types: passages are those of a query."""


def write(made: IO[bytes], tables: Path, wanted: tuple[str, str], query: Query, lang: str) -> None:
    """Writes one of `DOWNLOADS` from a folder of tables, and goes back to its beginning.

    A CSV in Spanish has ";" between its columns, and a comma in its numbers.

    Raises:
        UsageError: ``xlsx-full``.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy, and the page is there at once

    what, ending = wanted
    if what in WHOLE:
        made.write((tables / f"{WHOLE[what]}.parquet").read_bytes())
    else:
        if what == "todo":
            read = {name: pq.read_table(tables / f"{name}.parquet") for name in TABLES}
        else:
            found = table_of(tables)
            picked = found.picked(query)
            read = {PASSAGES: found.taken(picked[picked["copy_of"] == ""])}
        if ending == "parquet":
            pq.write_table(read[PASSAGES], made, compression="zstd")
        else:
            rows = {name: _rows(table) for name, table in read.items()}
            writer(Format(ending))(made, rows, _options(read[PASSAGES], lang))
    made.seek(0)


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Yields the rows of a table, of which few are values at once."""
    for batch in table.to_batches(_ROWS):
        yield from batch.to_pylist()


def _options(passages: pa.Table, lang: str) -> Options:
    """Returns the options of a table; its themes are those that it has a column for."""
    scored = (n.removeprefix(_SCORE) for n in passages.column_names if n.startswith(_SCORE))
    themes = tuple(label for label in scored if label not in KINDS)
    return Options("", ";" if lang == "es" else ",", themes)
