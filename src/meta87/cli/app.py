"""The commands put together."""

from __future__ import annotations

import typer

from meta87.cli import (
    check,
    compare,
    config,
    corpus,
    evaluate,
    explain,
    models,
    questions,
    rules,
    summary,
    tag,
    train,
    web,
)
from meta87.cli.codes import WRONG_USE
from meta87.cli.help import Group
from meta87.cli.language import current
from meta87.messages import text

app = typer.Typer(
    name="meta87",
    cls=Group,
    help=text("cli.help", current()),
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    check, web, explain, questions, tag, summary, train, evaluate, compare, models, corpus, rules,
    config,
):  # fmt: skip
    module.register(app)


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help=text("cli.version", current())),
) -> None:
    if version:
        from meta87 import __version__  # noqa: PLC0415

        typer.echo(f"meta87 {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(WRONG_USE)
