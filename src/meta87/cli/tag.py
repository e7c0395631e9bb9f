"""``meta87 tag``: every passage of many reports, with its labels, as one table."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meta87.cli.failures import UNREADABLE, sentence
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, ModelOption, OutOption, note, require_apart, told, write
from meta87.errors import UsageError

if TYPE_CHECKING:
    from meta87.batch.run import Outcome


class Format(StrEnum):
    """How tagged passages are written."""

    JSONL = "jsonl"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tag", cls=Command, help=told("tag.help"))(command)


def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar=told("tag.metavar"), help=told("tag.files"), show_default=False),
    ],
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help=told("tag.format"), show_default=False)
    ] = None,
    out: OutOption = None,
    model: ModelOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Tag every passage of reports and of files of passage records."""
    from meta87 import load_model  # noqa: PLC0415
    from meta87.batch.run import expand, tag_files  # noqa: PLC0415
    from meta87.output.tag_records import FORMATS  # noqa: PLC0415
    from meta87.tagging import Tagger  # noqa: PLC0415

    chosen = _format(format, out)
    paths = expand(files)
    require_apart(out, *paths)
    rows: list[dict[str, Any]] = []
    refused = 0
    for outcome in tag_files(paths, Tagger(load_model(model))):
        rows += outcome.rows
        refused += _tell(outcome)
    write(FORMATS[chosen](rows), out)
    if len(paths) > 1 or refused:
        note("ui.read-summary", read=len(paths) - refused, refused=refused)
    raise typer.Exit(UNREADABLE if refused else 0)


def _format(wanted: Format | None, out: Path | None) -> Format:
    """Give the format: as asked for, else by the ending of the output file."""
    if wanted is not None or out is None:
        return wanted or Format.JSONL
    ending = out.suffix.lower().lstrip(".")
    if ending not in tuple(Format):
        known = ", ".join(f".{each}" for each in Format)
        raise UsageError("format-unknown", format=ending or str(out), known=known)
    return Format(ending)


def _tell(outcome: Outcome) -> bool:
    """Say why a file was refused, if it was."""
    if outcome.error is None:
        return False
    print(f"meta87: {sentence(outcome.error, current())}", file=sys.stderr)  # noqa: T201
    return True
