"""``meta87 check``: which answers report only processes, and what each lacks."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    ModelOption,
    OutOption,
    PeriodOption,
    TemplateOption,
    note,
    parse_period,
    require_apart,
    told,
    write,
)

if TYPE_CHECKING:
    from meta87.checking import CheckedReport

FOUND = 1


class Format(StrEnum):
    """How a checked report is shown."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The least severe finding that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"
    NEVER = "never"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", cls=Command, help=told("check.help"))(command)


def command(
    file: Annotated[
        Path,
        typer.Argument(metavar=told("check.metavar"), help=told("check.file"), show_default=False),
    ],
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("check.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    fail_on: Annotated[FailOn, typer.Option(help=told("check.fail_on"))] = FailOn.ERROR,
    model: ModelOption = None,
    template: TemplateOption = None,
    period: PeriodOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Check one filled questionnaire."""
    from meta87.rules.finding import Severity  # noqa: PLC0415

    require_apart(out, file)
    checked = check_file(file, model=model, template=template, period=parse_period(period))
    write(_rendered(checked, format, out), out)
    if not checked.tagged.report.template and format is Format.JSON:
        note("ui.unknown-form")
    limit = None if fail_on is FailOn.NEVER else Severity(fail_on)
    raise typer.Exit(FOUND if checked.reaches(limit) else 0)


def check_file(
    path: Path,
    *,
    model: Path | None = None,
    template: Path | None = None,
    period: tuple[date, date] | None = None,
) -> CheckedReport:
    """Read, tag and check a file.

    Args:
        path: the report.
        model: folder of a trained model; the shipped one by default.
        template: TOML file of another questionnaire.
        period: reference period, instead of the one that the form states.

    Raises:
        meta87.errors.Meta87Error: the file, model or template cannot be read.
    """
    from meta87 import load_model  # noqa: PLC0415
    from meta87.checking import check  # noqa: PLC0415
    from meta87.questionnaire.template import load_template  # noqa: PLC0415
    from meta87.tagging import Tagger, open_report  # noqa: PLC0415

    report = open_report(path, load_template(template) if template else None)
    if period:
        report = replace(report, period=period, year=period[1].year)
    return check(Tagger(load_model(model)).report(report))


def _rendered(checked: CheckedReport, format: Format, out: Path | None) -> str:
    if format is Format.JSON:
        from meta87.output import check_json  # noqa: PLC0415

        return check_json.render(checked, current())
    from rich.console import Console  # noqa: PLC0415

    from meta87.output import check_terminal  # noqa: PLC0415

    terminal = Console()
    colour = out is None and sys.stdout.isatty() and terminal.color_system is not None
    return check_terminal.render(checked, current(), colour=colour, width=min(terminal.width, 110))
