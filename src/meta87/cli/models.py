"""``meta87 models``: what models there are, what one says of itself, whether it is intact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, told
from meta87.errors import ModelError
from meta87.messages import text

CARD = "README.md"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("models", cls=Command, help=told("models.help"))(command)


def command(
    model: Annotated[
        Path | None,
        typer.Argument(
            metavar=told("models.metavar"), help=told("models.model"), show_default=False
        ),
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help=told("models.verify"))] = False,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """List the models, show one's card, or verify sums."""
    from meta87.classification.store import load, model_folder, models  # noqa: PLC0415

    chosen = [_folder(model, model_folder())] if model else models(model_folder())
    if verify:
        for folder in chosen:
            load(folder).heads()
            typer.echo(text("ui.models.intact", current(), path=folder))
    elif model:
        typer.echo((chosen[0] / CARD).read_text(encoding="utf8"), nl=False)
    else:
        for folder in chosen:
            typer.echo(_line(folder))


def _folder(model: Path, home: Path) -> Path:
    """Give the folder of a model named by its path, or by its name among those installed."""
    for folder in (model, home / model):
        if (folder / CARD).is_file():
            return folder
    raise ModelError("model-file-missing", path=model / CARD)


def _line(folder: Path) -> str:
    from meta87.classification.store import DEFAULT, read_manifest  # noqa: PLC0415

    manifest = read_manifest(folder)
    figures = manifest["figures"]
    name, last = [pair for pair in figures.items() if pair[0].endswith(DEFAULT)][-1]
    return text(
        "ui.models.line",
        current(),
        name=folder.name,
        passages=manifest["trained_on"]["records"],
        measured=name,
        themes=f"{last['themes']['micro_f1']:.3f}",
        kind=f"{last['kind']['macro_f1']:.3f}",
    )
