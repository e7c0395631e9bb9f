"""The commands put together, and errors put into words."""

from __future__ import annotations

import sys

import click
import typer

from meta87.cli import check, evaluate, rules, tag, train
from meta87.cli.language import current
from meta87.errors import Meta87Error
from meta87.messages import has, text

UNREADABLE, WRONG_USE, INTERRUPTED = 3, 2, 130

app = typer.Typer(
    name="meta87",
    help=text("cli.help", current()),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (check, tag, train, evaluate, rules):
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


def failure(error: Exception) -> int:
    """Say an error in one sentence on standard error and give its exit code."""
    if isinstance(error, click.exceptions.Abort):
        return INTERRUPTED
    sentence, code = _told(error)
    print(f"meta87: {sentence}", file=sys.stderr)  # noqa: T201
    return code


def told(error: Meta87Error, lang: str) -> str:
    """Give the sentence of an error."""
    key = f"errors.{error.id}"
    return text(key, lang, **error.details) if has(key, lang) else str(error)


def _told(error: Exception) -> tuple[str, int]:
    lang = current()
    if isinstance(error, Meta87Error):
        return told(error, lang), error.exit_code
    if isinstance(error, click.exceptions.UsageError):
        return _usage(error, lang), WRONG_USE
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return text("errors.internal", lang, reason=reason), UNREADABLE


def _usage(error: click.exceptions.UsageError, lang: str) -> str:
    """Put a command-line error, which Click words in English, in the user's language."""
    help_line = text(
        "cli.see-help", lang, command=error.ctx.command_path if error.ctx else "meta87"
    )
    if isinstance(error, click.exceptions.NoSuchOption):
        problem = text("errors.option-unknown", lang, option=error.option_name)
    elif isinstance(error, click.exceptions.MissingParameter):
        named = error.param.human_readable_name if error.param else ""
        problem = text("errors.argument-missing", lang, argument=named)
    elif isinstance(error, click.exceptions.BadParameter) and error.param:
        named = error.param.opts[-1] if error.param.opts else error.param.human_readable_name
        problem = text("errors.value-invalid", lang, option=named, reason=error.message)
    else:
        problem = text("errors.command-invalid", lang, reason=error.format_message())
    return f"{problem} {help_line}"
