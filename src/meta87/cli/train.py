"""``meta87 train``: a new model from annotated passages."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, note, told

if TYPE_CHECKING:
    from meta87.training.evaluate import Evaluation
    from meta87.training.train import TrainedModel


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("train", cls=Command, help=told("train.help"))(command)


def show_settings(wanted: bool) -> None:
    """Prints every setting with its purpose and default, as a settings file to edit."""
    if not wanted:
        return
    from meta87.report.training_settings import as_toml  # noqa: PLC0415

    typer.echo(as_toml(current()), nl=False)
    raise typer.Exit


def empty_cache(wanted: bool) -> None:
    """Deletes what training keeps of the passages that it has read."""
    if not wanted:
        return
    from meta87.training.rows import clear_cache  # noqa: PLC0415

    note("ui.training.cache-cleared", path=clear_cache())
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
    about: Annotated[str, typer.Option("--note", help=told("train.note"), show_default=False)] = "",
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
    clear: Annotated[  # noqa: ARG001  its callback does it
        bool,
        typer.Option(
            "--clear-cache", help=told("train.clear-cache"), callback=empty_cache, is_eager=True
        ),
    ] = False,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Trains a model and writes it with its card."""
    from meta87.classify.store import DEFAULT  # noqa: PLC0415
    from meta87.report.evaluation import render  # noqa: PLC0415
    from meta87.training.run import train_model  # noqa: PLC0415
    from meta87.training.settings import Settings, read_settings  # noqa: PLC0415

    def tell(step: str) -> None:
        """Prints which step begins."""
        note(f"ui.training.{step}")

    chosen = read_settings(settings) if settings else Settings()
    if seed is not None:
        chosen = dataclasses.replace(chosen, seed=seed)
    trained, figures = train_model(
        data, out, settings=chosen, replace=replace, force=force, note=about, progress=tell
    )
    note("ui.trained", path=out, passages=trained.records, reports=trained.reports)
    _note_cautions(trained, figures)
    typer.echo(render((figures or trained.cross_validation)[DEFAULT], current()), nl=False)


def _note_cautions(trained: TrainedModel, figures: dict[str, Evaluation]) -> None:
    """Prints to standard error on what the metrics were measured, and where passages are few."""
    from meta87.training.leakage import are_few  # noqa: PLC0415

    if are_few(trained.records, trained.reports):
        note("ui.cautions.trained", passages=trained.records, reports=trained.reports)
    for measured in list(figures.values())[:1]:
        if are_few(measured.n, measured.reports):
            note("ui.cautions.measured", passages=measured.n, reports=measured.reports)
    note("ui.measured.test" if figures else "ui.measured.cross-validation")
