"""The options that settings files hold too, and the settings in force."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.options import parse_period, told

if TYPE_CHECKING:
    from meta87.config.files import InForce

ReportArgument = Annotated[
    Path,
    typer.Argument(metavar=told("check.metavar"), help=told("check.file"), show_default=False),
]
SelectOption = Annotated[
    list[str] | None, typer.Option("--select", help=told("check.select"), show_default=False)
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", help=told("check.ignore"), show_default=False)
]


def keys(given: list[str] | None) -> tuple[str, ...]:
    """Returns the rules of an option that may be repeated, or list several with commas.

    Raises:
        meta87.errors.UsageError: ``rule-unknown``.
    """
    wanted = tuple(key.strip() for each in given or () for key in each.split(",") if key.strip())
    if wanted:
        from meta87.cli.rules import unknown  # noqa: PLC0415
        from meta87.config.model import named  # noqa: PLC0415

        for key in wanted:
            if not named(key):
                raise unknown(key)
    return wanted


def settings_for(file: Path, **flags: object) -> InForce:
    """Returns the settings in force for a report.

    Raises:
        meta87.errors.UsageError: a setting, the period or the file of settings is wrong.
    """
    from meta87.config.files import in_force  # noqa: PLC0415  heavy

    period = flags.get("period")
    parse_period(str(period) if period else None)
    return in_force(file, **flags)
