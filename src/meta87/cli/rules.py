"""``meta87 rules``: what is checked, and what one rule demands."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, OutOption, told, write
from meta87.errors import UsageError
from meta87.messages import catalogue, text

if TYPE_CHECKING:
    from meta87.rules.finding import Rule

TEXTS = ("title", "message", "action", "source")


class Format(StrEnum):
    """How the rules are shown."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rules", cls=Command, help=told("rules.help"))(command)


def command(
    rule: Annotated[
        str | None,
        typer.Argument(metavar=told("rules.metavar"), help=told("rules.rule"), show_default=False),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("rules.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """List the rules, or show one."""
    from meta87.rules.registry import RULES  # noqa: PLC0415
    from meta87.rules.registry import rule as rule_of  # noqa: PLC0415

    chosen = RULES
    if rule is not None:
        found = rule_of(rule)
        if found is None:
            raise UsageError("rule-unknown", rule=rule)
        chosen = (found,)
    if format is Format.JSON:
        described = [describe(each, current()) for each in chosen]
        write(json.dumps(described, ensure_ascii=False, indent=2) + "\n", out)
    else:
        page = _page if rule else _line
        write("\n".join(page(each, current()) for each in chosen) + "\n", out)


def describe(rule: Rule, lang: str) -> dict[str, str]:
    """Give what there is to know of a rule."""
    texts = {key: catalogue(lang)[f"rules.{rule.code}.{key}"] for key in TEXTS}
    facts = {"code": rule.code, "name": rule.name, "severity": rule.severity.value}
    return {**facts, "scope": rule.scope, **texts}


def _line(rule: Rule, lang: str) -> str:
    severity = text(f"ui.severity.{rule.severity}", lang)
    return f"{rule.code}  {rule.name:<20} {severity:<10}  {text(f'rules.{rule.code}.title', lang)}"


def _page(rule: Rule, lang: str) -> str:
    facts = describe(rule, lang)
    severity = text(f"ui.severity.{rule.severity}", lang)
    return "\n\n".join(
        (
            f"{rule.code} {rule.name} ({severity})\n{facts['title']}",
            f"{text('ui.source', lang)}: «{facts['source']}»",
            f"{text('ui.action', lang)}: {facts['action']}",
        )
    )
