"""``meta87 rules`` and ``meta87 rule``: what is checked, and what one rule demands."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, OutOption, told, write
from meta87.errors import UsageError
from meta87.messages import blanked, catalogue, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meta87.rules.finding import Rule

TEXTS = ("title", "message", "action", "source", "why")
WIDTH = 24  # of the longest name


class Format(StrEnum):
    """How a rule is shown."""

    TEXT = "text"
    JSON = "json"


class ListFormat(StrEnum):
    """How the rules are shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("rules", cls=Command, help=told("rules.help"))(command)
    app.command("rule", cls=Command, help=told("rule.help"))(one)


FormatOption = Annotated[Format, typer.Option("--format", "-f", help=told("rule.format"))]


def command(
    format: Annotated[
        ListFormat, typer.Option("--format", "-f", help=told("rules.format"))
    ] = ListFormat.TEXT,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Lists the rules."""
    from meta87.report import rules_markdown  # noqa: PLC0415
    from meta87.rules.registry import RULES  # noqa: PLC0415

    match format:
        case ListFormat.JSON:
            write(_json(_described(RULES)), out)
        case ListFormat.MARKDOWN:
            write(rules_markdown.render(_described(RULES), current()), out)
        case ListFormat.TEXT:
            write(_list(RULES), out)


def one(
    rule: Annotated[
        str,
        typer.Argument(metavar=told("rule.metavar"), help=told("rule.rule"), show_default=False),
    ],
    format: FormatOption = Format.TEXT,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Shows a rule: what it requires, why, the words of the guideline behind it, and two examples.

    Of a family, such as ``RES``, its rules are listed.
    """
    from meta87.config.model import named  # noqa: PLC0415

    found = named(rule)
    if not found:
        raise unknown(rule)
    alone = len(found) == 1
    if format is Format.JSON:
        described = _described(found)
        write(_json(described[0] if alone else described), out)
    else:
        write(_page(found[0], current()) + "\n" if alone else _list(found), out)


def unknown(key: str) -> UsageError:
    """Returns the error for an unknown rule, with the one that may have been meant."""
    from meta87.cli.near import nearest  # noqa: PLC0415
    from meta87.rules.registry import FAMILIES, RULES  # noqa: PLC0415

    names = (name for each in RULES for name in (each.code, each.name))
    return UsageError("rule-unknown", rule=key, near=nearest(key, (*names, *FAMILIES)))


def _described(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    return [describe(each, current()) for each in rules]


def _list(rules: Sequence[Rule]) -> str:
    return "".join(f"{_line(each, current())}\n" for each in rules)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def describe(rule: Rule, lang: str) -> dict[str, Any]:
    """Returns the description of a rule; message and action have their values in braces."""
    from meta87.rules.examples import example  # noqa: PLC0415

    texts = {key: catalogue(lang)[f"rules.{rule.code}.{key}"] for key in TEXTS}
    facts = {"code": rule.code, "name": rule.name, "severity": rule.severity.value}
    shown = {key: example(rule.code, good=key == "good").lines() for key in ("bad", "good")}
    return {**facts, "scope": rule.scope, **texts, **shown}


def _line(rule: Rule, lang: str) -> str:
    severity = text(f"ui.severity.{rule.severity}", lang)
    title = text(f"rules.{rule.code}.title", lang)
    return f"{rule.code}  {rule.name:<{WIDTH}} {severity:<10}  {title}"


def _page(rule: Rule, lang: str) -> str:
    facts = describe(rule, lang)
    severity = text(f"ui.severity.{rule.severity}", lang)
    examples = (
        f"{text(f'ui.{key}', lang)}:\n" + "\n".join(f"  {line}" for line in facts[key])
        for key in ("bad", "good")
    )
    action = blanked(facts["action"])
    return "\n\n".join(
        (
            f"{rule.code} {rule.name} ({severity})\n{facts['title']}",
            f"{text('ui.source', lang)}: «{facts['source']}»",
            f"{text('ui.why', lang)}: {facts['why']}",
            *examples,
            f"{text('ui.action', lang)}: {action}",
        )
    )
