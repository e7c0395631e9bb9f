"""``meta87 corpus check``, ``stats`` and ``agreement``: annotated passages checked and counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from meta87.cli import options
from meta87.cli.exit_codes import WRONG_USE
from meta87.cli.language import current
from meta87.cli.options import argument, option
from meta87.cli.output import write, write_result


def check(
    paths: options.PathsArgument,
    against: Annotated[list[Path] | None, option("--against", help="corpus.check.against")] = None,
    out: options.OutOption = None,
) -> None:
    """Finds every error of a corpus."""
    from meta87.corpus.checks import check_corpus
    from meta87.report.corpus import faults

    checked = check_corpus(paths, against or ())
    write(faults(checked, current()), out)
    raise typer.Exit(WRONG_USE if checked.faults else 0)


def stats(
    paths: options.PathsArgument,
    format: options.FormatOption = "text",
    out: options.OutOption = None,
) -> None:
    """Counts what a corpus holds."""
    from meta87.corpus.files import corpus_records
    from meta87.corpus.stats import corpus_stats
    from meta87.report.corpus import counts

    found = corpus_stats(corpus_records(paths))
    write_result(found, counts, format, out)


def agreement(
    first: Annotated[Path, argument("corpus.agreement.first", "corpus.agreement.file")],
    second: Annotated[Path, argument("corpus.agreement.second", "corpus.agreement.file")],
    by: Annotated[str, option("--by", help="corpus.agreement.by")] = "",
    format: options.FormatOption = "text",
    out: options.OutOption = None,
) -> None:
    """Measures the agreement of two annotations."""
    from meta87.corpus.agreement import agreement as measure
    from meta87.corpus.schema import read_annotations
    from meta87.report.corpus_agreement import render

    found = measure(read_annotations(first), read_annotations(second), by)
    write_result(found, render, format, out)
