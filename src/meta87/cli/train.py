"""``meta87 train``: a new model from annotated passages."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.language import current
from meta87.cli.options import argument, option
from meta87.cli.output import print_message, write
from meta87.cli.progress import Steps

if TYPE_CHECKING:
    from meta87.training.evaluate import Evaluation
    from meta87.training.train import TrainedModel


def show_settings(wanted: bool) -> None:
    """Prints every setting with its purpose and default, as a settings file to edit."""
    if wanted:
        from meta87.report.models import settings_toml

        write(settings_toml(current()), None)
        raise typer.Exit


def empty_cache(wanted: bool) -> None:
    """Deletes what training keeps of the passages that it has read."""
    if wanted:
        from meta87.training.rows import clear_cache

        print_message("ui.training.cache-cleared", path=clear_cache())
        raise typer.Exit


ShowSettingsOption = Annotated[
    bool,
    option("--show-settings", help="train.show-settings", callback=show_settings, is_eager=True),
]
ClearCacheOption = Annotated[
    bool,
    option("--clear-cache", help="train.clear-cache", callback=empty_cache, is_eager=True),
]


def train(
    data: Annotated[list[Path], argument("train.metavar", "train.data")],
    out: Annotated[Path, option("--out", "-o", help="train.out")],
    own: Annotated[list[Path] | None, option("--own", help="train.own")] = None,
    settings: Annotated[Path | None, option("--settings", help="train.settings")] = None,
    about: Annotated[str, option("--note", help="train.note", show_default=False)] = "",
    seed: Annotated[int | None, option("--seed", help="train.seed", min=0)] = None,
    replace: Annotated[bool, option("--replace", help="train.replace")] = False,
    force: Annotated[bool, option("--force", help="train.force")] = False,
    show: ShowSettingsOption = False,  # noqa: ARG001  its callback acts
    clear: ClearCacheOption = False,  # noqa: ARG001  its callback acts
) -> None:
    """Trains a model and writes it with its card."""
    from meta87.classify.store import DEFAULT
    from meta87.report.models import metrics
    from meta87.training.run import train_model
    from meta87.training.settings import Settings, read_settings

    chosen = read_settings(settings) if settings else Settings()
    if seed is not None:
        chosen = dataclasses.replace(chosen, seed=seed)
    trained, figures = train_model(
        data,
        out,
        own=own or (),
        settings=chosen,
        replace=replace,
        force=force,
        note=about,
        progress=Steps(),
    )
    print_message("ui.trained", path=out, passages=trained.records, reports=trained.reports)
    if weight := trained.own_weights.get(DEFAULT):
        told = {"themes": weight.themes, "kind": weight.kind}
        print_message("ui.training.own", passages=trained.own, **told)
    _print_warnings(trained, figures)
    write(metrics((figures or trained.cross_validation)[DEFAULT], current()), None)


def _print_warnings(trained: TrainedModel, figures: dict[str, Evaluation]) -> None:
    """Prints to standard error on what the metrics were measured, and where passages are few."""
    from meta87.training.leakage import are_few

    if are_few(trained.records, trained.reports):
        print_message("ui.cautions.trained", passages=trained.records, reports=trained.reports)
    for measured in list(figures.values())[:1]:
        if are_few(measured.n, measured.reports):
            print_message("ui.cautions.measured", passages=measured.n, reports=measured.reports)
    print_message("ui.measured.test" if figures else "ui.measured.cross-validation")
