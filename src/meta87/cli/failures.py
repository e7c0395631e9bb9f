"""Errors put into one sentence in the user's language, and the exit code of each."""

from __future__ import annotations

import re
import sys
from typing import Any

import typer

from meta87.cli.codes import INTERRUPTED, UNREADABLE, WRONG_USE
from meta87.cli.language import current
from meta87.cli.near import nearest
from meta87.errors import Meta87Error
from meta87.messages import has, text

NO_COMMAND = re.compile(r"No such command '(.*?)'")
ONE_OF = re.compile(r"is not one of ('.*')")


def failure(error: Exception) -> int:
    """Prints an error to standard error and returns its exit code."""
    if isinstance(error, typer.Abort):
        return INTERRUPTED
    sentence, code = _told(error, current())
    print(f"meta87: {sentence}", file=sys.stderr)  # noqa: T201
    return code


def sentence(error: Meta87Error, lang: str) -> str:
    """Returns the sentence of an error; errors among its details get one line each."""
    key = f"errors.{error.id}"
    details = {name: _detail(value, lang) for name, value in error.details.items()}
    if "what" in details:
        details["what"] = text(f"ui.size.{details['what']}", lang)
    details["near"] = did_you_mean(str(error.details.get("near", "")), lang)
    return text(key, lang, **details) if has(key, lang) else str(error)


def did_you_mean(near: str, lang: str) -> str:
    """Returns the question "did you mean …?" for a similar name, or "" without one."""
    return text("ui.did-you-mean", lang, near=near) if near else ""


def _detail(value: object, lang: str) -> object:
    if not isinstance(value, list):
        return value
    return "\n".join(sentence(v, lang) if isinstance(v, Meta87Error) else str(v) for v in value)


def _told(error: Exception, lang: str) -> tuple[str, int]:
    if isinstance(error, Meta87Error):
        return sentence(error, lang), error.exit_code
    if isinstance(error, typer.TyperException):
        return _wrong_use(error, lang), WRONG_USE
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return text("errors.internal", lang, reason=reason), UNREADABLE


def _wrong_use(error: typer.TyperException, lang: str) -> str:
    """Returns a command-line error, which Typer words in English, in the user's language.

    Typer keeps the classes of these errors to itself, so they are recognised by name.
    """
    missing = NO_COMMAND.match(error.format_message())
    name = getattr(error, "option_name", None) or (missing[1] if missing else _parameter(error))
    known = {
        "NoSuchOption": "option-unknown",
        "MissingParameter": "argument-missing",
        "BadParameter": "value-invalid",
        "NoArgsIsHelpError": "command-missing",
    }
    other = "command-unknown" if missing else "command-invalid"
    key = f"errors.{known.get(type(error).__name__, other)}"
    context = getattr(error, "ctx", None)
    near = did_you_mean(nearest(name, _known(context)), lang)
    commands = ", ".join(getattr(context.command, "commands", ()) if context else ())
    problem = text(key, lang, name=name, allowed=_allowed(error), near=near, known=commands)
    command = context.command_path if context else "meta87"
    return f"{problem} {text('cli.see-help', lang, command=command)}"


def _known(context: Any) -> list[str]:
    """Returns the names of the commands and options that exist where an error happened."""
    if context is None:
        return []
    options = [name for each in context.command.params for name in each.opts]
    return [*getattr(context.command, "commands", ()), *options]


def _allowed(error: typer.TyperException) -> str:
    """Returns the values of an option, where Typer's message lists them: " (text, json)"."""
    listed = ONE_OF.search(error.format_message())
    values = listed[1].replace("'", "") if listed else ""
    return f" ({values})" if values else ""


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options = [name for name in parameter.opts if name.startswith("--")]
    return str(options[0] if options else parameter.metavar or parameter.name)
