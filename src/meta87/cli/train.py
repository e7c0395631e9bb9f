"""``meta87 train``: a new model from annotated passages."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, note, told


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("train", cls=Command, help=told("train.help"))(command)


def show_settings(wanted: bool) -> None:
    """Print every setting with what it is for and its default, as a file that can be changed."""
    if not wanted:
        return
    from meta87.output.training_settings import as_toml  # noqa: PLC0415

    typer.echo(as_toml(current()), nl=False)
    raise typer.Exit


def command(
    data: Annotated[
        list[Path],
        typer.Argument(metavar=told("train.metavar"), help=told("train.data"), show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help=told("train.out"), show_default=False)],
    settings: Annotated[
        Path | None, typer.Option("--settings", help=told("train.settings"), show_default=False)
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help=told("train.seed"), show_default=False)
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help=told("train.replace"))] = False,
    force: Annotated[bool, typer.Option("--force", help=told("train.force"))] = False,
    show: Annotated[  # noqa: ARG001  its callback does it
        bool,
        typer.Option(
            "--show-settings",
            help=told("train.show-settings"),
            callback=show_settings,
            is_eager=True,
        ),
    ] = False,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Train a model and write it with its card."""
    from meta87.classification.store import DEFAULT  # noqa: PLC0415
    from meta87.output.evaluation import render  # noqa: PLC0415
    from meta87.training.run import train_model  # noqa: PLC0415
    from meta87.training.settings import read_settings  # noqa: PLC0415
    from meta87.training.train import Settings  # noqa: PLC0415

    def tell(step: str) -> None:
        """Say which step begins."""
        note(f"ui.training.{step}")

    chosen = read_settings(settings) if settings else Settings()
    if seed is not None:
        chosen = dataclasses.replace(chosen, seed=seed)
    trained, figures = train_model(
        data, out, settings=chosen, replace=replace, force=force, progress=tell
    )
    note("ui.trained", path=out, passages=trained.records, reports=trained.reports)
    measured = (figures or trained.cross_validation)[DEFAULT]
    typer.echo(render(measured, current()), nl=False)
