"""The passages of an archive, and its tables, as files to take away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from meta87.archive.sink.dictionary import ANSWERS, FINDINGS, PASSAGES, TABLES, Options
from meta87.archive.sink.formats import Format, writer
from meta87.archive.summary.html import largest, left_out, people
from meta87.classify.labels import KINDS
from meta87.messages import text
from meta87.web.archive_book import rows_of, write_book, years_of
from meta87.web.archive_query import Query
from meta87.web.archive_table import table_of

if TYPE_CHECKING:
    import pyarrow as pa

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET = "application/vnd.apache.parquet"
_SCORE = "score_"

WHOLE = {"respuestas": ANSWERS, "observaciones": FINDINGS}  # the other tables, by their names here
DOWNLOADS = {
    ("pasajes", "csv"): "text/csv; charset=utf-8",
    ("pasajes", "xlsx"): EXCEL,
    ("pasajes", "parquet"): _PARQUET,
    ("todo", "xlsx"): EXCEL,
    **{(name, "parquet"): _PARQUET for name in WHOLE},
}
"""The files that can be taken away, and their media types: passages are those of a query."""


def write(made: IO[bytes], tables: Path, wanted: tuple[str, str], query: Query, lang: str) -> None:
    """Writes one of `DOWNLOADS` from a folder of tables, and goes back to its beginning.

    A workbook is to be read, all else is for programs. A CSV in Spanish has ";" between its
    columns, and a comma in its numbers.

    Raises:
        UsageError: ``xlsx-full``.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy, and the page is there at once

    what, ending = wanted
    if what in WHOLE:
        made.write((tables / f"{WHOLE[what]}.parquet").read_bytes())
    elif what == "todo":
        read = {name: pq.read_table(tables / f"{name}.parquet") for name in TABLES}
        found = table_of(tables)
        most = replace(largest(found.summary, lang), title=text("ui.sheet.largest", lang))
        sums = [people(found.summary, lang), most, left_out(found.summary, lang)]
        charts = [*sums, years_of(found.frame, lang)]
        write_book(made, read, found.verdicts, lang, charts)
    else:
        found = table_of(tables)
        picked = found.picked(query)
        shown = picked[picked["copy_of"] == ""]
        passages = found.written(shown)
        if ending == "parquet":
            pq.write_table(passages, made, compression="zstd")
        elif ending == "xlsx":
            write_book(made, {PASSAGES: passages}, found.verdicts, lang)
        else:
            writer(Format(ending))(made, {PASSAGES: rows_of(passages)}, _options(passages, lang))
    made.seek(0)


def _options(passages: pa.Table, lang: str) -> Options:
    """Returns the options of a table; its themes are those that it has a column for."""
    scored = (n.removeprefix(_SCORE) for n in passages.column_names if n.startswith(_SCORE))
    themes = tuple(label for label in scored if label not in KINDS)
    return Options("", ";" if lang == "es" else ",", themes)
