"""The ``meta87`` application: its commands, each a function of a module of this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from meta87.cli import check, config, corpus, merge, models, questions, rules, summary, tag, web
from meta87.cli.options import Command, Group, help_text
from meta87.errors import UsageError

Commands = Mapping[str, Callable[..., None]]

COMMANDS: Commands = {
    "check": check.check,
    "web": web.web,
    "explain": check.explain,
    "questions": questions.questions,
    "merge": merge.merge,
    "tag": tag.tag,
    "summary": summary.summary,
    "train": models.train,
    "evaluate": models.evaluate,
    "compare": models.compare,
    "models": models.models,
    "rules": rules.rules,
    "rule": rules.rule,
}
GROUPS: Mapping[str, Commands] = {
    "corpus": {
        "check": corpus.check,
        "stats": corpus.stats,
        "agreement": corpus.agreement,
        "convert": corpus.convert,
        "join": corpus.join,
        "sample": corpus.sample,
        "template": corpus.template,
    },
    "config": {"show": config.show},
}

app = typer.Typer(
    name="meta87",
    cls=Group,
    help=help_text("help"),
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _add(group: typer.Typer, commands: Commands, prefix: str = "") -> None:
    for name, command in commands.items():
        group.command(name, cls=Command, help=help_text(f"{prefix}{name}.help"))(command)


_add(app, COMMANDS)
for _name, _commands in GROUPS.items():
    _group = typer.Typer(
        cls=Group, help=help_text(f"{_name}.help"), no_args_is_help=True, rich_markup_mode=None
    )
    _add(_group, _commands, f"{_name}.")
    app.add_typer(_group, name=_name)


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
        raise typer.Exit(UsageError.exit_code)


command = typer.main.get_command(app)
