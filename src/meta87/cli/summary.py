"""``meta87 summary``: what a table of tagged passages amounts to."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, OutOption, require_apart, told, write

PAGE = {".html", ".htm"}


class Format(StrEnum):
    """How a summary is shown."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("summary", cls=Command, help=told("summary.help"))(command)


def command(
    table: Annotated[
        Path,
        typer.Argument(
            metavar=told("summary.metavar"), help=told("summary.table"), show_default=False
        ),
    ],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help=told("summary.format"), show_default=False),
    ] = None,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Sums up a table of tagged passages."""
    from meta87.archive.summary import html as summary_html  # noqa: PLC0415
    from meta87.archive.summary import terminal as summary_terminal  # noqa: PLC0415
    from meta87.archive.summary.figures import summarise  # noqa: PLC0415
    from meta87.archive.summary.tables import read_table  # noqa: PLC0415

    require_apart(out, table)
    is_page = out is not None and out.suffix.lower() in PAGE
    chosen = format or (Format.HTML if is_page else Format.TEXT)
    summary = summarise(read_table(table))
    if chosen is Format.JSON:
        write(json.dumps(summary.record(), ensure_ascii=False, indent=2) + "\n", out)
    elif chosen is Format.HTML:
        write(summary_html.render(summary, table.name, current()), out)
    else:
        write(summary_terminal.render(summary, current()), out)
