"""A checked report for a person to read in a terminal: answer by answer, then a summary."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from meta87.checking import CheckedReport
from meta87.messages import text
from meta87.output.texts import action, message, period
from meta87.rules.finding import Finding, Severity
from meta87.tagged import TaggedAnswer, Verdict

QUOTE = 240  # characters of a passage that are shown
NUMBER = 4
STYLES = {
    Verdict.RESULTS: "green",
    Verdict.PROCESS_ONLY: "bold red",
    Verdict.NO_ACTION: "cyan",
    Verdict.EMPTY: "dim",
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.SUGGESTION: "blue",
}
MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.SUGGESTION: "·"}


def render(checked: CheckedReport, lang: str, *, colour: bool = False, width: int = 100) -> str:
    """Give the whole view as text, with ANSI colours if wanted."""
    console = Console(
        file=io.StringIO(), force_terminal=colour, width=width, highlight=False, soft_wrap=False,
        color_system="standard" if colour else None, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        for part in view(checked, lang, width):
            console.print(part)
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def view(checked: CheckedReport, lang: str, width: int) -> Iterator[RenderableType]:
    """Give the parts of the view, in order."""
    yield _head(checked, lang)
    for answer in checked.tagged.answers:
        yield _verdict(answer, lang, width)
        for finding in checked.of(answer):
            yield _finding(finding, checked, lang)
            yield _hanging("→ ", Text(action(finding, lang), "italic"))
    yield Text()
    yield from _summary(checked, lang)


def _head(checked: CheckedReport, lang: str) -> Text:
    report = checked.tagged.report
    days = period(report.period, lang)
    facts = [report.country, f"{text('ui.period', lang)} {days}" if days else ""]
    parts = [f"{text('ui.report', lang)} {report.source}", *filter(None, facts)]
    return Text(" · ".join(parts) + "\n", style="bold")


def _verdict(answer: TaggedAnswer, lang: str, width: int) -> Text:
    """Give one line: number, verdict, topic; one that no one asks for stands in brackets."""
    verdict = answer.verdict
    widest = max(len(text(f"ui.verdict.{v}", lang)) for v in Verdict) + 2
    asked = answer.answer.expects == "results"
    named = text(f"ui.verdict.{verdict}", lang)
    line = Text(f"{answer.answer.question:>{NUMBER - 1}} ")
    shown = named if asked else f"({named})"
    line.append(shown.ljust(widest + 1), STYLES[verdict] if asked else "dim")
    line.append(answer.answer.topic or answer.answer.wording)
    line.truncate(width, overflow="ellipsis")
    return line


def _finding(finding: Finding, checked: CheckedReport, lang: str) -> RenderableType:
    severity = finding.severity
    head = Text(f"{MARKS[severity]} {finding.rule.code} {finding.rule.name}", STYLES[severity])
    head.append(f" · {text(f'ui.severity.{severity}', lang)}", "dim")
    said = Text(message(finding, checked.tagged, lang))
    parts = [head, *([_quote(finding)] if finding.hit.passage else []), said]
    return Group(Padding(parts[0], (0, 0, 0, NUMBER)), *(_hanging("", p) for p in parts[1:]))


def _hanging(mark: str, said: Text) -> RenderableType:
    """Give a text under a finding, its lines aligned after a mark."""
    grid = Table.grid()
    grid.add_column(width=NUMBER + 2 + len(mark), no_wrap=True)
    grid.add_column()
    grid.add_row(" " * (NUMBER + 2) + mark, said)
    return grid


def _quote(finding: Finding) -> Text:
    """Give the passage, cut around the words that are meant, which are underlined."""
    passage = finding.hit.passage
    if passage is None:
        return Text()
    first, last = finding.hit.span or (0, 0)
    start = max(0, min(first - QUOTE // 3, len(passage.text) - QUOTE))
    end = min(len(passage.text), start + QUOTE)
    quoted = Text("«" + ("…" if start else ""), "dim")
    quoted.append(passage.text[start:first] if first else "", "dim")
    quoted.append(passage.text[first:last], "bold underline")
    quoted.append(passage.text[max(last, start) : end], "dim")
    return quoted.append(("…" if end < len(passage.text) else "") + "»", "dim")


def _summary(checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    report = checked.tagged.report
    if not report.template:
        yield Text(text("ui.unknown-form", lang), "yellow")
    if report.period is None:
        yield Text(text("ui.no-period", lang), "yellow")
    asked = [a.verdict for a in checked.tagged.answers if a.answer.expects == "results"]
    verdicts = {verdict.value: asked.count(verdict) for verdict in Verdict}
    facts = {"answers": len(checked.tagged.answers), "asked": len(asked), **verdicts}
    yield Text(text("ui.summary", lang, **facts), "bold")
    severities = {severity.value: checked.severities[severity] for severity in Severity}
    total = len(checked.findings)
    found = text("ui.summary-findings", lang, total=total, **severities)
    yield Text(found if total else text("ui.no-findings", lang), "bold")
