"""The findings as workflow commands of GitHub, which shows ten a step and drops the rest.

More than ten are grouped by rule, and what still does not fit is counted in the last.
"""

from __future__ import annotations

from collections.abc import Sequence

from meta87.checking import CheckedReport
from meta87.messages import text
from meta87.output.check_formats import View
from meta87.output.check_places import Places
from meta87.output.texts import action, message, questions, relative
from meta87.rules.finding import Finding, Severity

SHOWN = 10  # annotations that GitHub shows of one step
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def render(checked: CheckedReport, view: View) -> str:
    """Give at most ten commands, the severest first."""
    found = sorted(checked.findings, key=lambda f: -f.severity.rank)
    groups = [[f] for f in found] if len(found) <= SHOWN else _by_rule(found)
    shown, rest = groups[:SHOWN], groups[SHOWN:]
    places = Places(checked)
    lines = [_command(group, checked, places, view) for group in shown]
    if rest:
        more = text("ui.github.more", view.lang, count=sum(map(len, rest)))
        lines[-1] += _escape(f"\n{more}")
    return "".join(f"{line}\n" for line in lines)


def _by_rule(found: Sequence[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.rule.code, []).append(finding)
    return list(groups.values())


def _command(group: Sequence[Finding], checked: CheckedReport, places: Places, view: View) -> str:
    """Give the command of a group: at the first finding, naming where the others are."""
    first, lang = group[0], view.lang
    region = places.region(first)
    named = "ui.github.title" if first.question else "ui.github.title-whole"
    title = text(named, lang, question=first.question, code=first.rule.code, name=first.rule.name)
    facts = {"file": relative(checked, view.path), "line": region.line, "title": title}
    said = [message(first, checked.tagged, lang), action(first, lang)]
    if len(group) > 1:
        others = questions(list(dict.fromkeys(finding.question for finding in group[1:])), lang)
        said.append(text("ui.github.others", lang, count=len(group) - 1, questions=others))
    properties = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in facts.items())
    return f"::{COMMANDS[first.severity]} {properties}::{_escape(' '.join(said))}"


def _escape(words: str, also: str = "") -> str:
    """Write what would end a command, or one of its properties, by its code."""
    for character in f"%\r\n{also}":
        words = words.replace(character, f"%{ord(character):02X}")
    return words
