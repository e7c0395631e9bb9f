"""``meta87 web``: the review in the browser, on this computer alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from meta87.cli.language import current
from meta87.cli.options import ModelOption, ProfileOption, argument, option
from meta87.report.error_texts import sentence


def web(
    file: Annotated[Path | None, argument("check.metavar", "web.file")] = None,
    port: Annotated[int, option("--port", help="web.port", min=0, max=65535)] = 0,
    browser: Annotated[bool, option("--browser/--no-browser", help="web.browser")] = True,
    model: ModelOption = None,
    profile: ProfileOption = "default",
) -> None:
    """Serves the local page until Ctrl-C."""
    from meta87 import load_model
    from meta87.web.server import Start, serve

    load = partial(load_model, model, profile)
    options = (model, profile)
    serve(Start(load, sentence, current(), options, port, browser, file, typer.echo))
