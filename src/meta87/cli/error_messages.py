"""Errors of the command line as one sentence in the user's language, and the exit code of each."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from meta87.cli import INTERRUPTED, UNREADABLE, WRONG_USE
from meta87.cli.language import current
from meta87.cli.output import print_lines
from meta87.errors import Meta87Error, reason_of
from meta87.messages import text
from meta87.messages.suggest import nearest
from meta87.report.error_texts import did_you_mean, sentence

NO_COMMAND = re.compile(r"No such command '(.*?)'")
ONE_OF = re.compile(r"is not one of ('.*')")
# Typer does not export the classes of these errors, so they are recognised by name.
IDS = {
    "NoSuchOption": "option-unknown",
    "MissingParameter": "argument-missing",
    "BadParameter": "value-invalid",
    "NoArgsIsHelpError": "command-missing",
}


def report_error(error: Exception) -> int:
    """Prints an error to standard error and returns its exit code."""
    if isinstance(error, typer.Abort):
        return INTERRUPTED
    described, code = _describe(error, current())
    print_lines([f"meta87: {described}"])
    return code


def _describe(error: Exception, lang: str) -> tuple[str, int]:
    if isinstance(error, Meta87Error):
        return sentence(error, lang), error.exit_code
    if isinstance(error, typer.TyperException):
        return _wrong_use(error, lang), WRONG_USE
    if isinstance(error, MemoryError):
        return text("errors.memory-short", lang), WRONG_USE
    return text("errors.internal", lang, reason=reason_of(error)), UNREADABLE


def _wrong_use(error: typer.TyperException, lang: str) -> str:
    """Returns a command-line error, which Typer words in English, in the user's language."""
    missing = NO_COMMAND.match(error.format_message())
    name = getattr(error, "option_name", None) or (missing[1] if missing else _parameter(error))
    key = IDS.get(type(error).__name__, "command-unknown" if missing else "command-invalid")
    context = getattr(error, "ctx", None)
    commands, options, command = [], [], "meta87"
    if context:
        commands = [*getattr(context.command, "commands", ())]
        options = [name for each in context.command.params for name in each.opts]
        command = context.command_path
    likely = f"meta87 check {name}" if missing and Path(name).suffix else ""
    near = did_you_mean(likely or nearest(name, [*commands, *options]), lang)
    listed = ONE_OF.search(error.format_message())  # "text, json", where Typer's message has them
    details = {
        "name": name,
        "allowed": f" ({listed[1]})".replace("'", "") if listed else "",
        "near": near,
        "known": ", ".join(commands),
    }
    problem = text(f"errors.{key}", lang, **details)
    return f"{problem} {text('cli.see-help', lang, command=command)}"


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options = [name for name in parameter.opts if name.startswith("--")]
    return str(options[0] if options else parameter.metavar or parameter.name)
