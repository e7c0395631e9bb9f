"""The tables of an archive as data frames: what ``meta87 tag --tables`` writes, for a program."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from meta87.archive.engines.local import Local
from meta87.archive.hints import Hint
from meta87.archive.ids import OwnId
from meta87.archive.models import settings
from meta87.archive.plan import plan
from meta87.archive.run import Run, Target
from meta87.archive.sink.dictionary import TABLES
from meta87.archive.sink.errors import HEADER
from meta87.archive.sink.formats import Format, tables_format_of
from meta87.errors import UsageError
from meta87.report.error_texts import sentence


@dataclass(frozen=True, slots=True, repr=False)
class ArchiveTables:
    """The tables of an archive; their columns are those of ``meta87 tag --tables``.

    Attributes:
        passages: One row per passage of every report.
        answers: One row per question of every form, with its verdict, ticks and findings.
        findings: One row per finding of every form.
        errors: One row per file that could not be read, with the reason.
    """

    passages: pd.DataFrame
    answers: pd.DataFrame
    findings: pd.DataFrame
    errors: pd.DataFrame


def tag_archive(
    paths: Sequence[str],
    out: Path | None,
    about: tuple[Hint, OwnId | None],
    model: tuple[Path | None, str],
    jobs: int | None,
) -> ArchiveTables:
    """Tags and checks the reports of some files, folders or patterns; see `meta87.tag_archive`.

    ``about`` is the country and year of reports that state none, and one's own ids; ``model`` is
    the folder of a model, None for the default one, and its profile.
    """
    if out and tables_format_of(str(out)) is not Format.FOLDER:
        raise UsageError("tables-format-unknown", out=out)
    chosen = settings(*model)
    with tempfile.TemporaryDirectory(prefix="meta87-") as place:
        folder = out or Path(place) / "tables"
        planned = plan(paths, about[0], folder, about[1])
        engine = Local.of(len(planned.sources), jobs)
        tally = Run(planned, chosen, Target(Format.FOLDER, folder, all_tables=True), engine).tag()
        if tally.interrupted:
            raise KeyboardInterrupt
        frames = {table: _frame(folder / f"{table}.parquet") for table in TABLES}
    errors = [
        (source.name, state.value, error.id, sentence(error, "es"))
        for source, state, error in tally.errors
    ]
    return ArchiveTables(**frames, errors=pd.DataFrame(errors, columns=[*HEADER]))


def _frame(path: Path) -> pd.DataFrame:
    """Returns a Parquet file as a data frame: whole numbers may be missing, lists are lists."""
    table = pq.read_table(path)
    frame: pd.DataFrame = table.to_pandas()
    for field in table.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(table[field.name].to_pylist(), dtype=object)
    return frame
