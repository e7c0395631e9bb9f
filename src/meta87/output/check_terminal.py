"""A checked report for a person to read in a terminal: answer by answer, then a summary."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
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
        for part in view(checked, lang):
            console.print(part)
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def view(checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    """Give the parts of the view, in order."""
    yield _head(checked, lang)
    for answer in checked.tagged.answers:
        yield from _answer(answer, checked, lang)
    yield Text()
    yield from _summary(checked, lang)


def _head(checked: CheckedReport, lang: str) -> Text:
    report = checked.tagged.report
    days = period(report.period, lang)
    facts = [report.country, f"{text('ui.period', lang)} {days}" if days else ""]
    parts = [f"{text('ui.report', lang)} {report.source}", *filter(None, facts)]
    return Text(" · ".join(parts) + "\n", style="bold")


def _answer(answer: TaggedAnswer, checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    verdict = answer.verdict
    widest = max(len(text(f"ui.verdict.{v}", lang)) for v in Verdict)
    line = Text(f"{answer.answer.question:>{NUMBER - 1}} ", no_wrap=True, overflow="ellipsis")
    line.append(text(f"ui.verdict.{verdict}", lang).ljust(widest + 2), style=STYLES[verdict])
    line.append(answer.answer.topic or answer.answer.wording)
    yield line
    for finding in checked.of(answer):
        yield Padding(_finding(finding, checked, lang), (0, 0, 0, NUMBER))


def _finding(finding: Finding, checked: CheckedReport, lang: str) -> Text:
    severity = finding.rule.severity
    shown = Text()
    shown.append(f"{MARKS[severity]} {finding.rule.code} {finding.rule.name}", STYLES[severity])
    shown.append(f" · {text(f'ui.severity.{severity}', lang)}\n", "dim")
    if finding.hit.passage:
        shown.append_text(_quote(finding))
    shown.append(f"  {message(finding, checked.tagged, lang)}\n")
    shown.append(f"  → {action(finding, lang)}", "italic")
    return shown


def _quote(finding: Finding) -> Text:
    """Give the passage, cut around the words that are meant, which are underlined."""
    passage = finding.hit.passage
    if passage is None:
        return Text()
    first, last = finding.hit.span or (0, 0)
    start = max(0, min(first - QUOTE // 3, len(passage.text) - QUOTE))
    end = min(len(passage.text), start + QUOTE)
    quoted = Text("  «" + ("…" if start else ""), "dim")
    quoted.append(passage.text[start:first] if first else "", "dim")
    quoted.append(passage.text[first:last], "bold underline")
    quoted.append(passage.text[max(last, start) : end], "dim")
    return quoted.append(("…" if end < len(passage.text) else "") + "»\n", "dim")


def _summary(checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    report = checked.tagged.report
    if not report.template:
        yield Text(text("ui.unknown-form", lang), "yellow")
    if report.period is None:
        yield Text(text("ui.no-period", lang), "yellow")
    verdicts = {verdict.value: checked.verdicts[verdict] for verdict in Verdict}
    yield Text(text("ui.summary", lang, answers=len(checked.tagged.answers), **verdicts), "bold")
    severities = {severity.value: checked.severities[severity] for severity in Severity}
    total = len(checked.findings)
    found = text("ui.summary-findings", lang, total=total, **severities)
    yield Text(found if total else text("ui.no-findings", lang), "bold")
