"""``meta87 corpus convert``: passages between the formats of annotation tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.options import LangOption, note, told


class Format(StrEnum):
    """A format of annotated passages; their readers are in ``meta87.corpus.formats``."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    SPACY = "spacy"
    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


def register(group: typer.Typer) -> None:
    """Adds the command."""
    group.command("convert", cls=Command, help=told("corpus.convert.help"))(command)


def command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar=told("corpus.convert.source"), help=told("corpus.convert.source-file")
        ),
    ],
    target: Annotated[
        Path,
        typer.Argument(
            metavar=told("corpus.convert.target"), help=told("corpus.convert.target-file")
        ),
    ],
    read: Annotated[
        Format | None,
        typer.Option("--from", help=told("corpus.convert.read"), show_default=False),
    ] = None,
    write: Annotated[
        Format | None,
        typer.Option("--to", help=told("corpus.convert.write"), show_default=False),
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help=told("corpus.convert.drafts"))] = False,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Converts a file of passages."""
    from meta87.corpus.convert import convert, format_of  # noqa: PLC0415

    formats = format_of(source, read), format_of(target, write)
    made = convert(source, target, *formats, drafts=drafts)
    note("ui.corpus.converted", count=made.count, path=target)
    if made.interface:
        note("ui.written", path=made.interface)
