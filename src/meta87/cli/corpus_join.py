"""``meta87 corpus join``: labels of real documents joined with their texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.exit_codes import WRONG_USE
from meta87.cli.language import current
from meta87.cli.options import argument, option
from meta87.cli.output import print_line, require_distinct_paths, write


def join(
    labels: Annotated[list[Path], argument("corpus.metavar", "corpus.join.labels")],
    pool: Annotated[Path, option("--pool", help="corpus.join.pool")],
    out: Annotated[Path, option("--out", "-o", help="corpus.join.out")],
) -> None:
    """Joins labels with their texts; prints what cannot be joined and writes the rest."""
    from meta87.corpus import pointers
    from meta87.corpus.files import corpus_files
    from meta87.corpus.schema import record_lines
    from meta87.report.corpus import fault_line, joined_line

    files = corpus_files(labels)
    require_distinct_paths(out, pool, *files)
    joined = pointers.join(files, pool)
    for fault in joined.faults:
        print_line(fault_line(fault, current()))
    if joined.records:
        write(record_lines(joined.records), out)
    print_line(joined_line(joined, current()))
    raise typer.Exit(WRONG_USE if joined.faults else 0)
