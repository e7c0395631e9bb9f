"""``meta87 rules`` and ``meta87 rule``: the rules, and what one of them requires."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from meta87.cli.language import current
from meta87.cli.options import FormatOption, OutOption, argument, option, unknown_rule
from meta87.cli.output import write, write_json
from meta87.messages import catalogue, text
from meta87.messages.filling import blanked

if TYPE_CHECKING:
    from meta87.rules.finding import Rule

TEXTS = ("title", "message", "action", "source", "why")
ListFormat = Literal["text", "json", "markdown"]


def rules(
    format: Annotated[ListFormat, option("--format", "-f", help="rules.format")] = "text",
    out: OutOption = None,
) -> None:
    """Lists the rules."""
    from meta87.report.pages import rules_page
    from meta87.rules.registry import RULES

    if format == "json":
        write_json([*map(_described, RULES)], out)
    elif format == "markdown":
        write(rules_page([*map(_described, RULES)], current()), out)
    else:
        write(_list(RULES), out)


def rule(
    rule: Annotated[str, argument("rule.metavar", "rule.rule")],
    format: FormatOption = "text",
    out: OutOption = None,
) -> None:
    """Shows a rule with its reason, its source and two examples, or lists those of a family."""
    from meta87.config.model import rules_named

    found = rules_named(rule)
    if not found:
        raise unknown_rule(rule)
    one = found[0] if len(found) == 1 else None
    if format == "json":
        write_json(_described(one) if one else [*map(_described, found)], out)
    else:
        write(_page(one) if one else _list(found), out)


def _described(rule: Rule) -> dict[str, Any]:
    """Returns the description of a rule; message and action have their values in braces."""
    from meta87.rules.examples import example, lines

    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "scope": rule.scope,
        **{key: catalogue(current())[f"rules.{rule.code}.{key}"] for key in TEXTS},
        "bad": lines(example(rule.code, "bad")),
        "good": lines(example(rule.code, "good")),
    }


def _list(rules: Sequence[Rule]) -> str:
    return "".join(
        f"{rule.code}  {text(f'ui.severity.{rule.severity}', current()):<16}"
        f"  {text(f'rules.{rule.code}.title', current())}\n"
        for rule in rules
    )


def _page(rule: Rule) -> str:
    from meta87.report.texts import source

    lang, facts = current(), _described(rule)
    parts = [
        f"{facts['title']}\n{rule.code} · {text(f'ui.severity.{rule.severity}', lang)}",
        source(rule, lang),
        f"{text('ui.why', lang)}: {facts['why']}",
        *("\n  ".join([f"{text(f'ui.{key}', lang)}:", *facts[key]]) for key in ("bad", "good")),
        f"{text('ui.column.action', lang)}: {blanked(facts['action'])}",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"
