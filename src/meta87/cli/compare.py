"""``meta87 compare``: whether a new model is better than an old one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.evaluate import DataOption, Format, SplitOption, note_cautions, records_of
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, OutOption, folder_of, told, write


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("compare", cls=Command, help=told("compare.help"))(command)


def command(
    old: Annotated[
        Path,
        typer.Argument(metavar=told("compare.old"), help=told("compare.model"), show_default=False),
    ],
    new: Annotated[
        Path,
        typer.Argument(metavar=told("compare.new"), help=told("compare.model"), show_default=False),
    ],
    data: DataOption,
    split: SplitOption = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("evaluate.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Compares two models on annotated passages."""
    from meta87 import load_model  # noqa: PLC0415
    from meta87.report.comparison import render  # noqa: PLC0415
    from meta87.training.run import compare_models  # noqa: PLC0415

    folders = folder_of(old), folder_of(new)
    models = [load_model(folder) for folder in folders]
    records = records_of(data, split)
    note_cautions(records, data, dict(zip(folders, models, strict=True)))
    comparison = compare_models(records, *models)
    if format is Format.JSON:
        write(json.dumps(comparison.record(), ensure_ascii=False, indent=2) + "\n", out)
    else:
        write(render(comparison, current()), out)
