"""``meta87 check``: which answers report only processes, and what each lacks."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.checked import check_with
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    ModelOption,
    OutOption,
    PeriodOption,
    Profile,
    ProfileOption,
    TemplateOption,
    require_apart,
    schema_option,
    told,
    write,
)
from meta87.cli.settings import IgnoreOption, ReportArgument, SelectOption, keys, settings_for
from meta87.config.levels import LEVELS, NEVER, words
from meta87.errors import UsageError
from meta87.report.check_formats import DEFAULT, FORMATS, Format, View, of_file, suffixes

if TYPE_CHECKING:
    from meta87.rules.checked import CheckedReport

FOUND = 1
WIDEST = 110  # columns; longer lines are hard to read

FormatName = StrEnum("FormatName", [(name.upper(), name) for name in FORMATS])  # type: ignore[misc]


# The least severe finding that is shown, and that makes the exit code 1, in any language.
Level = StrEnum("Level", [(word.upper(), word) for word in words(LEVELS)])  # type: ignore[misc]
FailOn = StrEnum(  # type: ignore[misc]
    "FailOn", [(word.upper(), word) for word in words([*LEVELS, NEVER])]
)


SchemaOption = Annotated[bool, schema_option("check_json")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("check", cls=Command, help=told("check.help"))(command)


def command(
    file: ReportArgument,
    format: Annotated[
        FormatName | None,
        typer.Option("--format", "-f", help=told("check.format"), show_default=False),
    ] = None,
    out: OutOption = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help=told("check.fail_on"), show_default=False, case_sensitive=False),
    ] = None,
    min_level: Annotated[
        Level | None,
        typer.Option(help=told("check.min_level"), show_default=False, case_sensitive=False),
    ] = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    template: TemplateOption = None,
    period: PeriodOption = None,
    schema: SchemaOption = False,  # noqa: ARG001  done before anything else
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Checks one filled questionnaire."""
    from meta87.rules.finding import Severity  # noqa: PLC0415

    require_apart(out, file)
    settings = settings_for(
        file, fail_on=fail_on, min_level=min_level, select=keys(select),
        ignore=keys(ignore), period=period, template=template,
    ).settings  # fmt: skip
    chosen = chosen_format(format or (None if out else settings.format), out)
    checked = check_with(file, settings, model, profile)
    shown = checked.shown_from(Severity(settings.min_level))
    write(chosen.render(shown, _view(file, out)), out)
    if out:
        _sum_up(shown)
    limit = None if settings.fail_on == "never" else Severity(settings.fail_on)
    raise typer.Exit(FOUND if checked.reaches(limit) else 0)


def _sum_up(checked: CheckedReport) -> None:
    """Prints a summary of a written file to standard error, as a terminal report ends."""
    from meta87.report.texts import errors_first, totals  # noqa: PLC0415

    for line in filter(None, (totals(checked, current()), errors_first(checked, current()))):
        print(line, file=sys.stderr)  # noqa: T201


def chosen_format(wanted: str | None, out: Path | None) -> Format:
    """Returns the format: as asked for, else by the extension of the output file.

    Raises:
        UsageError: ``out-needed``, ``format-unknown``.
    """
    if wanted is None and out is not None:
        found = of_file(out)
        if found is None:
            raise UsageError("format-unknown", format=out.suffix, known=", ".join(suffixes()))
        return found
    chosen = FORMATS[wanted or DEFAULT]
    if chosen.binary and out is None:
        raise UsageError("out-needed", format=chosen.name)
    return chosen


def _view(file: Path, out: Path | None) -> View:
    from rich.console import Console  # noqa: PLC0415

    terminal = Console()
    colour = out is None and sys.stdout.isatty() and terminal.color_system is not None
    return View(current(), file, colour, min(terminal.width, WIDEST))
