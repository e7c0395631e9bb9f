"""``meta87 web``: the review in the browser, on this computer alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, ModelOption, Profile, ProfileOption, told

if TYPE_CHECKING:
    from meta87.classify.model import Model


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("web", cls=Command, help=told("web.help"))(command)


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar=told("check.metavar"), help=told("web.file"), show_default=False),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=told("web.port"))] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help=told("web.browser"))
    ] = True,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Serves the local page until Ctrl-C."""
    from meta87.cli.failures import sentence  # noqa: PLC0415
    from meta87.web.server import serve  # noqa: PLC0415  heavy

    def load() -> Model:
        """Loads the model that the options name."""
        from meta87 import load_model  # noqa: PLC0415  heavy

        return load_model(model, profile)

    serve(load, sentence, current(), port=port, browser=browser, file=file, announce=typer.echo)
