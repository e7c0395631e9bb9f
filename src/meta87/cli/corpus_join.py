"""``meta87 corpus join``: labels of real documents with the texts that they point to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.codes import WRONG_USE
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, require_apart, told, write


def register(group: typer.Typer) -> None:
    """Adds the command."""
    group.command("join", cls=Command, help=told("corpus.join.help"))(command)


def command(
    labels: Annotated[
        list[Path],
        typer.Argument(metavar=told("corpus.metavar"), help=told("corpus.join.labels")),
    ],
    pool: Annotated[Path, typer.Option("--pool", help=told("corpus.join.pool"))],
    out: Annotated[Path, typer.Option("--out", "-o", help=told("corpus.join.out"))],
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Joins labels with the texts of a pool; reports what cannot be joined and writes the rest."""
    from meta87.corpus.files import corpus_files  # noqa: PLC0415
    from meta87.corpus.pointers import join  # noqa: PLC0415
    from meta87.corpus.schema import record_lines  # noqa: PLC0415
    from meta87.report.corpus_check import fault_line, joined_line  # noqa: PLC0415

    files = corpus_files(labels)
    require_apart(out, pool, *files)
    joined = join(files, pool)
    sys.stderr.writelines(f"{fault_line(fault, current())}\n" for fault in joined.faults)
    if joined.records:
        write(record_lines(joined.records), out)
    sys.stderr.write(joined_line(joined, current()) + "\n")
    raise typer.Exit(WRONG_USE if joined.faults else 0)
