"""``meta87 models``: what models there are, what one says of itself, whether it is intact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, folder_of, told
from meta87.errors import ModelError
from meta87.messages import text

CARD = "README.md"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("models", cls=Command, help=told("models.help"))(command)


def command(
    model: Annotated[
        Path | None,
        typer.Argument(
            metavar=told("models.metavar"), help=told("models.model"), show_default=False
        ),
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help=told("models.verify"))] = False,
    default: Annotated[
        Path | None,
        typer.Option(
            "--default",
            metavar=told("models.metavar"),
            help=told("models.default"),
            show_default=False,
        ),
    ] = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Lists the models, shows one's card, verifies checksums, or sets the default."""
    from meta87.classify.store import model_folder  # noqa: PLC0415

    home = model_folder()
    if default:
        _choose(folder_of(default), home)
    elif verify:
        _verify([folder_of(model)] if model else _known(home))
    elif model:
        typer.echo(_card(folder_of(model)), nl=False)
    else:
        for folder in _known(home):
            typer.echo("\n".join(_lines(folder)))


def _choose(folder: Path, home: Path) -> None:
    """Makes a model the default, after verifying that it is complete."""
    from meta87.classify.chosen import choose  # noqa: PLC0415
    from meta87.classify.store import DEFAULT, load  # noqa: PLC0415

    load(folder)
    is_shipped = folder.resolve() == (home / DEFAULT).resolve()
    choose(None if is_shipped else folder)
    typer.echo(text("ui.models.chosen", current(), path=folder))


def _verify(folders: list[Path]) -> None:
    from meta87.classify.store import verify  # noqa: PLC0415

    for folder in folders:
        verify(folder)
        typer.echo(text("ui.models.intact", current(), path=folder))


def _known(home: Path) -> list[Path]:
    """Returns the folders of the models that are installed, and of the default one."""
    from meta87.classify.store import default_folder, models  # noqa: PLC0415

    found = {folder.resolve(): folder for folder in models(home)}
    default = default_folder()
    return list({default.resolve(): default, **found}.values())


def _card(folder: Path) -> str:
    """Returns the text of a model's card.

    Raises:
        ModelError: ``model-file-missing``: it has no card.
    """
    try:
        return (folder / CARD).read_text(encoding="utf8")
    except OSError as error:
        raise ModelError("model-file-missing", path=folder / CARD) from error


def _lines(folder: Path) -> Iterator[str]:
    """Yields a line on the model, and one on each profile with its last metrics."""
    from meta87.classify.store import default_folder, read_manifest  # noqa: PLC0415
    from meta87.report.texts import decimal  # noqa: PLC0415

    manifest, lang = read_manifest(folder), current()
    is_default = folder.resolve() == default_folder().resolve()
    mark = text("ui.models.mark", lang) if is_default else ""
    yield text("ui.models.line", lang, name=folder.name, mark=mark, **manifest["trained_on"])
    for profile in manifest["profiles"]:
        measured = {k: v for k, v in manifest["figures"].items() if k.endswith(f"-{profile}")}
        name, last = list(measured.items())[-1]
        yield text(
            "ui.models.profile",
            lang,
            profile=profile,
            measured=name.removesuffix(f"-{profile}"),
            n=last["n"],
            themes=decimal(last["themes"]["micro_f1"], lang),
            kind=decimal(last["kind"]["macro_f1"], lang),
        )
