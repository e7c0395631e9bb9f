"""``meta87 evaluate``: how good a model is on annotated passages."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, ModelOption, OutOption, told, write

if TYPE_CHECKING:
    from meta87.training.evaluate import Evaluation


class Format(StrEnum):
    """How the figures are shown."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate", cls=Command, help=told("evaluate.help"))(command)


def command(
    data: Annotated[Path, typer.Option("--data", help=told("evaluate.data"), show_default=False)],
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("evaluate.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    model: ModelOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Measure a model on annotated passages."""
    from meta87.output.evaluation import render  # noqa: PLC0415

    evaluation = evaluate_file(data, model)
    if format is Format.JSON:
        write(json.dumps(evaluation.record(), ensure_ascii=False, indent=2) + "\n", out)
    else:
        write(render(evaluation, current()), out)


def evaluate_file(data: Path, model: Path | None = None) -> Evaluation:
    """Tag a file of annotated passages and compare.

    Raises:
        meta87.errors.Meta87Error: the file or the model cannot be read.
    """
    from meta87 import load_model  # noqa: PLC0415
    from meta87.corpus.schema import read_records  # noqa: PLC0415
    from meta87.training.run import evaluate_model  # noqa: PLC0415

    return evaluate_model(read_records(data), load_model(model))
