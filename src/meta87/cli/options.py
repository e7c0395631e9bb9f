"""How a command declares its arguments and options, and those that several share."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from meta87.cli.language import current
from meta87.cli.output import write
from meta87.errors import UsageError
from meta87.messages import catalogue, text
from meta87.messages.suggest import nearest

FRAME = "cli.frame."


def help_text(id: str) -> str:
    """Returns a help text in the language in force."""
    return text(f"cli.{id}", current())


def argument(metavar: str, help: str) -> Any:
    """Returns a positional argument, whose name and help are texts of the catalogue."""
    return typer.Argument(metavar=help_text(metavar), help=help_text(help), show_default=False)


def option(*names: str, help: str, **settings: Any) -> Any:
    """Returns an option, whose help is a text of the catalogue; Typer has the other settings."""
    return typer.Option(*names, help=help_text(help), **settings)


def schema_option(module: str) -> Any:
    """Returns the option that prints the JSON Schema of a module of `meta87.report`, then exits."""

    def _print(wanted: bool) -> None:
        if wanted:
            write(import_module(f"meta87.report.{module}").schema(), None)
            raise typer.Exit

    return option("--schema", help="check.schema", is_eager=True, callback=_print)


class Command(TyperCommand):
    """A command whose help page is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Returns the help page."""
        return f"{_translated(super().get_help(ctx))}\n\n{help_text('option.lang')}"


class Group(TyperGroup):
    """A group of commands whose help page is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Returns the help page."""
        return _translated(super().get_help(ctx))


def _translated(page: str) -> str:
    """Returns a help page with Typer's own words in the user's language."""
    english = catalogue("en")
    for key, words in catalogue(current()).items():
        if key.startswith(FRAME):
            page = page.replace(english[key], words)
    return page


def _optional_folder_of(model: Path | None) -> Path | None:
    from meta87.classify.store import folder_of

    return folder_of(model) if model else None


def _split_at_commas(keys: list[str] | None) -> list[str]:
    """Returns the rules of an option that may be repeated, or list several with commas.

    Raises:
        UsageError: ``rule-unknown``.
    """
    wanted = [key.strip() for each in keys or () for key in each.split(",") if key.strip()]
    if wanted:
        from meta87.config.model import rules_named

        for key in wanted:
            if not rules_named(key):
                raise unknown_rule(key)
    return wanted


def unknown_rule(key: str) -> UsageError:
    """Returns the error for an unknown rule, with the most similar one."""
    from meta87.rules.registry import FAMILIES, RULES

    names = (name for each in RULES for name in (each.code, each.name))
    return UsageError("rule-unknown", rule=key, near=nearest(key, (*names, *FAMILIES)))


ReportArgument = Annotated[Path, argument("check.metavar", "check.file")]
PathsArgument = Annotated[list[Path], argument("corpus.metavar", "corpus.paths")]
FormatOption = Annotated[Literal["text", "json"], option("--format", "-f", help="option.format")]
OutOption = Annotated[Path | None, option("--out", "-o", help="option.out")]
ForceOption = Annotated[bool, option("--force", help="option.force")]
ModelOption = Annotated[
    Path | None, option("--model", help="option.model", callback=_optional_folder_of)
]
ProfileOption = Annotated[Literal["default", "fast"], option("--profile", help="option.profile")]
TemplateOption = Annotated[Path | None, option("--template", help="option.template")]
PeriodOption = Annotated[str | None, option("--period", help="option.period")]
FixOption = Annotated[Path | None, option("--fix", help="option.fix")]
SelectOption = Annotated[
    list[str] | None, option("--select", help="check.select", callback=_split_at_commas)
]
IgnoreOption = Annotated[
    list[str] | None, option("--ignore", help="check.ignore", callback=_split_at_commas)
]
