"""``meta87 questions``: what was understood of a questionnaire, and what found no place."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    OutOption,
    TemplateOption,
    note_pictures,
    require_apart,
    told,
    write,
)


class Format(StrEnum):
    """How the questions are shown."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("questions", cls=Command, help=told("questions.help"))(command)


def command(
    file: Annotated[
        Path,
        typer.Argument(metavar=told("check.metavar"), help=told("check.file"), show_default=False),
    ],
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("questions.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    template: TemplateOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Shows how a questionnaire was parsed."""
    from meta87.form.template import load_template  # noqa: PLC0415
    from meta87.guarded.process import read_guarded  # noqa: PLC0415

    require_apart(out, file)
    known = load_template(template) if template else None
    reading = read_guarded(file, known)
    report = reading.report
    note_pictures(report)
    if format is Format.JSON:
        from meta87.report import questions_json  # noqa: PLC0415

        write(questions_json.render(report, reading.document.running), out)
        return
    from rich.console import Console  # noqa: PLC0415

    from meta87.report import questions_terminal  # noqa: PLC0415

    terminal = Console()
    colour = out is None and sys.stdout.isatty() and terminal.color_system is not None
    width = min(terminal.width, 110)
    write(questions_terminal.render(report, current(), colour=colour, width=width), out)
