"""Options that several commands share, and writing results where they are wanted."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meta87.cli.language import Lang, current
from meta87.cli.near import nearest
from meta87.errors import ModelError, UsageError
from meta87.messages import text

if TYPE_CHECKING:
    from meta87.form.report import Report


def told(id: str) -> str:
    """Returns a help text in the language in force."""
    return text(f"cli.{id}", current())


def folder_of(model: Path) -> Path:
    """Returns the folder of a model named by its path, or by its name among those installed.

    Raises:
        ModelError: ``model-unknown``.
    """
    from meta87.classify.store import model_folder, models  # noqa: PLC0415

    installed = {folder.name: folder for folder in models(model_folder())}
    folder = installed.get(str(model), model)
    if not folder.is_dir():
        near, known = nearest(str(model), installed), ", ".join(installed)
        raise ModelError("model-unknown", name=model, near=near, known=known)
    return folder


def _folder_of(model: Path | None) -> Path | None:
    return folder_of(model) if model else None


LangOption = Annotated[
    Lang | None, typer.Option("--lang", help=told("option.lang"), show_default=False)
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", help=told("option.model"), show_default=False, callback=_folder_of),
]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help=told("option.out"))]
TemplateOption = Annotated[
    Path | None, typer.Option("--template", help=told("option.template"), show_default=False)
]
PeriodOption = Annotated[
    str | None, typer.Option("--period", help=told("option.period"), show_default=False)
]


class Profile(StrEnum):
    """What a model reads with; see `meta87.classify.store.PROFILES`."""

    DEFAULT = "default"
    FAST = "fast"


ProfileOption = Annotated[Profile, typer.Option("--profile", help=told("option.profile"))]


def note(id: str, **details: Any) -> None:
    """Prints a message to standard error."""
    print(text(id, current(), **details), file=sys.stderr)  # noqa: T201


def note_pictures(report: Report) -> None:
    """Prints to standard error which pages of a report are images and therefore were not read."""
    if report.pictures:
        pages = ", ".join(map(str, report.pictures))
        note("ui.pictures", count=len(report.pictures), pages=pages)


def schema_option(module: str) -> Any:
    """Returns the option that prints the JSON Schema of a module of `meta87.report`, then exits."""

    def _print(wanted: bool) -> None:
        if wanted:
            write(import_module(f"meta87.report.{module}").schema(), None)
            raise typer.Exit

    return typer.Option("--schema", help=told("check.schema"), is_eager=True, callback=_print)


def write(result: str | bytes, out: Path | None) -> None:
    """Writes a result to a file, or to standard output.

    Raises:
        UsageError: ``out-unwritable``.
    """
    if out is None:
        _print(result)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(result if isinstance(result, bytes) else result.encode())
    except OSError as error:
        raise UsageError("out-unwritable", path=out) from error
    note("ui.written", path=out)


def _print(result: str | bytes) -> None:
    if isinstance(result, str):
        sys.stdout.write(result)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(result)


def require_apart(out: Path | None, *inputs: Path) -> None:
    """Raises an error where a result would be written over one of its inputs.

    Raises:
        UsageError: ``out-is-input``.
    """
    if out is not None and out.exists() and any(out.samefile(p) for p in inputs if p.exists()):
        raise UsageError("out-is-input", path=out)


def parse_period(value: str | None) -> tuple[date, date] | None:
    """Parses a period written ``2024-01:2024-12`` (first and last month).

    Raises:
        UsageError: ``period-invalid``.
    """
    if value is None:
        return None
    from meta87.form.period import between_months  # noqa: PLC0415

    days = between_months(value)
    if days is None:
        raise UsageError("period-invalid", period=value)
    return days
