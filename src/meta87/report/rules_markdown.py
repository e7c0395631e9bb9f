"""All rules as one page of Markdown, from the same texts as ``meta87 rule CODE``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from meta87.messages import text
from meta87.messages.filling import blanked

FAMILY = 3  # letters that the codes of a family begin with


def render(rules: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Returns the page.

    Args:
        rules: the description of each rule, as in ``meta87 rules --format json``.
        lang: language of the page.
    """
    return "\n\n".join(_parts(rules, lang)) + "\n"


def _parts(rules: Sequence[Mapping[str, Any]], lang: str) -> Iterator[str]:
    yield f"# {text('ui.rules.title', lang)}"
    yield text("ui.rules.about", lang)
    head = [text(f"ui.{key}", lang) for key in ("code", "name", "severity-label", "title")]
    yield "\n".join(
        [_row(head), _row(["---"] * len(head)), *(_row(_cells(r, lang)) for r in rules)]
    )
    for family, members in groupby(rules, key=lambda rule: rule["code"][:FAMILY]):
        yield f"## {family} · {text(f'ui.family.{family}', lang)}"
        for rule in members:
            yield from _rule(rule, lang)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(rule: Mapping[str, Any], lang: str) -> list[str]:
    link = f"[{rule['code']}](#{rule['code'].lower()})"
    return [link, f"`{rule['name']}`", text(f"ui.severity.{rule['severity']}", lang), rule["title"]]


def _rule(rule: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield f"### {rule['code']}"
    severity = text(f"ui.severity.{rule['severity']}", lang)
    yield f"**{rule['title']}** · `{rule['name']}` · {severity}"
    if rule["source"]:
        quoted = text("ui.quoted", lang, quote=rule["source"])
        yield f"{text('ui.source', lang)}: {quoted}"
    yield f"{text('ui.why', lang)}: {rule['why']}"
    yield f"{text('ui.action', lang)}: {blanked(rule['action'])}"
    for key in ("bad", "good"):
        shown = "\n".join(rule[key])
        yield f"{text(f'ui.{key}', lang)}:\n\n```text\n{shown}\n```"
