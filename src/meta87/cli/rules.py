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
WIDTH = 16  # of the longest severity
ListFormatOption = Annotated[
    Literal["text", "json", "markdown"], option("--format", "-f", help="rules.format")
]


def rules(
    format: ListFormatOption = "text",
    out: OutOption = None,
) -> None:
    """Lists the rules."""
    from meta87.report import rules_markdown
    from meta87.rules.registry import RULES

    match format:
        case "json":
            write_json(_described(RULES), out)
        case "markdown":
            write(rules_markdown.render(_described(RULES), current()), out)
        case "text":
            write(_list(RULES), out)


def rule(
    rule: Annotated[str, argument("rule.metavar", "rule.rule")],
    format: FormatOption = "text",
    out: OutOption = None,
) -> None:
    """Shows a rule: what it requires, why, the words of the guideline behind it, and two examples.

    Of a family, such as ``RES``, its rules are listed.
    """
    from meta87.config.model import rules_named

    found = rules_named(rule)
    if not found:
        raise unknown_rule(rule)
    alone = len(found) == 1
    if format == "json":
        described = _described(found)
        write_json(described[0] if alone else described, out)
    else:
        write(_page(found[0], current()) + "\n" if alone else _list(found), out)


def _described(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    return [describe(each, current()) for each in rules]


def describe(rule: Rule, lang: str) -> dict[str, Any]:
    """Returns the description of a rule; message and action have their values in braces."""
    from meta87.rules.examples import example, lines

    texts = {key: catalogue(lang)[f"rules.{rule.code}.{key}"] for key in TEXTS}
    facts = {"code": rule.code, "name": rule.name, "severity": rule.severity.value}
    shown = {"bad": lines(example(rule.code, "bad")), "good": lines(example(rule.code, "good"))}
    return {**facts, "scope": rule.scope, **texts, **shown}


def _list(rules: Sequence[Rule]) -> str:
    return "".join(f"{_line(each, current())}\n" for each in rules)


def _line(rule: Rule, lang: str) -> str:
    severity = text(f"ui.severity.{rule.severity}", lang)
    title = text(f"rules.{rule.code}.title", lang)
    return f"{rule.code}  {severity:<{WIDTH}}  {title}"


def _page(rule: Rule, lang: str) -> str:
    from meta87.report.texts import source

    facts = describe(rule, lang)
    severity = text(f"ui.severity.{rule.severity}", lang)
    examples = (
        "\n  ".join([f"{text(f'ui.{key}', lang)}:", *facts[key]]) for key in ("bad", "good")
    )
    return "\n\n".join(
        (
            f"{facts['title']}\n{rule.code} · {severity}",
            *filter(None, [source(rule, lang)]),
            f"{text('ui.why', lang)}: {facts['why']}",
            *examples,
            f"{text('ui.action', lang)}: {blanked(facts['action'])}",
        )
    )
