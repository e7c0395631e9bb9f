"""The ``meta87`` application: its commands, each in a module of this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from meta87.cli import (
    check,
    compare,
    config,
    corpus,
    corpus_convert,
    corpus_join,
    corpus_sample,
    evaluate,
    explain,
    merge,
    models,
    questions,
    rules,
    summary,
    tag,
    train,
    web,
)
from meta87.cli.exit_codes import WRONG_USE
from meta87.cli.help import Command, Group, help_text

CORPUS: Mapping[str, Callable[..., None]] = {
    "check": corpus.check,
    "stats": corpus.stats,
    "agreement": corpus.agreement,
    "convert": corpus_convert.convert,
    "join": corpus_join.join,
    "sample": corpus_sample.sample,
    "template": corpus_sample.template,
}


def _add(group: typer.Typer, commands: Mapping[str, Callable[..., None]], prefix: str = "") -> None:
    for name, command in commands.items():
        group.command(name, cls=Command, help=help_text(f"{prefix}{name}.help"))(command)


def _add_group(name: str, commands: Mapping[str, Callable[..., None]]) -> None:
    group = typer.Typer(
        cls=Group, help=help_text(f"{name}.help"), no_args_is_help=True, rich_markup_mode=None
    )
    _add(group, commands, f"{name}.")
    app.add_typer(group, name=name)


app = typer.Typer(
    name="meta87",
    cls=Group,
    help=help_text("help"),
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_add(
    app,
    {
        "check": check.check,
        "web": web.web,
        "explain": explain.explain,
        "questions": questions.questions,
        "merge": merge.merge,
    },
)
_add(app, {"tag": tag.tag, "summary": summary.summary, "train": train.train})
_add(app, {"evaluate": evaluate.evaluate, "compare": compare.compare, "models": models.models})
_add_group("corpus", CORPUS)
_add(app, {"rules": rules.rules, "rule": rules.rule})
_add_group("config", {"show": config.show})


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help=help_text("version")),
) -> None:
    if version:
        from meta87 import __version__

        typer.echo(f"meta87 {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(WRONG_USE)
