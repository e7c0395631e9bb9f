"""A checked report as text for a terminal: answer by answer, then a summary."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from meta87.classify.tagged import TaggedAnswer, Verdict
from meta87.messages import text
from meta87.report.check_formats import View
from meta87.report.completions import completed
from meta87.report.previous import compared
from meta87.report.priorities import lines
from meta87.report.reservations import reservations, unreviewed
from meta87.report.terminal_safety import WithoutControls
from meta87.report.texts import (
    action,
    country,
    errors_first,
    headline,
    kinds,
    message,
    period,
    totals,
    verdict_or_state,
    verdicts,
)
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding, Severity

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


def render(checked: CheckedReport, view: View) -> str:
    """Returns the whole view as text, with ANSI colours if wanted."""
    console = Console(
        file=io.StringIO(), force_terminal=view.colour, width=view.width, highlight=False,
        color_system="standard" if view.colour else None, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        for part in parts(checked, view):
            console.print(WithoutControls(part))
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def parts(checked: CheckedReport, view: View) -> Iterator[RenderableType]:
    """Yields the parts of the view, in order."""
    limits = reservations(checked, view.lang)
    file = checked.tagged.report.source
    if any(each.place == "between" for each in unreviewed(checked.tagged)):
        limits.append(text("ui.unreviewed.say", view.lang, file=file))
    yield _head(checked, view.lang)
    for sentence in compared(checked, view.lang):
        yield Text(f"{sentence}\n", "bold")
    if checked.tagged.report.template and checked.tagged.period is None:
        limits.append(text("ui.no-period-hint", view.lang))
    for sentence in limits:
        yield Text(f"{sentence}\n", "yellow")
    yield from _first(checked, view.lang)
    for answer in checked.tagged.answers:
        yield _verdict(answer, checked, view)
        yield from _findings(checked.of(answer), checked, view.lang)
    for finding in checked.elsewhere:
        yield Text(f"{finding.question:>{NUMBER - 1}}")
        yield from _findings((finding,), checked, view.lang)
    if checked.unplaced:
        yield Text(text("ui.unreviewed.loose", view.lang))
        yield from _findings(checked.unplaced, checked, view.lang)
    yield Text()
    if limits:
        yield Text(text("ui.unreviewed.see-above", view.lang), "yellow")
    yield from _summary(checked, view.lang)


def _head(checked: CheckedReport, lang: str) -> Text:
    report = checked.tagged.report
    days = period(report.period, lang)
    facts = [country(report.country, lang), f"{text('ui.period', lang)} {days}" if days else ""]
    parts = [f"{text('ui.report', lang)} {report.source}", *filter(None, facts)]
    return Text(" · ".join(parts) + "\n", style="bold")


def _first(checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    """Yields what to do first, one line a question."""
    if first := [*lines(checked, lang)]:
        yield Text(text("ui.first.title", lang), "bold")
        yield from (_hanging("", Text(line)) for line in first)
        yield Text()


def _verdict(answer: TaggedAnswer, checked: CheckedReport, view: View) -> Text:
    """Returns one line: number, verdict, topic; in brackets where no results are expected."""
    widest = max(len(text(f"ui.verdict.{v}", view.lang)) for v in Verdict) + 2
    is_asked = answer.answer.expects == "results"
    line = Text(f"{answer.answer.question:>{NUMBER - 1}} ")
    line.append(
        verdict_or_state(answer, checked, view.lang).ljust(widest + 1),
        STYLES[answer.verdict] if is_asked else "dim",
    )
    line.append(answer.answer.topic or answer.answer.wording)
    if not checked.tagged.report.template:
        line.append(f" {kinds(answer, view.lang)}", "dim")
    line.truncate(view.width, overflow="ellipsis")
    return line


def _findings(
    found: tuple[Finding, ...], checked: CheckedReport, lang: str
) -> Iterator[RenderableType]:
    """Yields the findings of an answer; an action shared by several is shown once."""
    for place, finding in enumerate(found):
        severity = finding.severity
        head = Text(f"{MARKS[severity]} {headline(finding, lang)}", STYLES[severity])
        head.append(f" ({finding.rule.code})", "dim")
        yield Padding(head, (0, 0, 0, NUMBER))
        sentence = message(finding, checked.tagged, lang)
        if finding.hit.passage and finding.hit.passage.text not in sentence:
            yield _hanging("", _quote(finding))
        yield _hanging("", Text(sentence, "bold"))
        advice = action(finding, lang)
        if all(action(later, lang) != advice for later in found[place + 1 :]):
            yield _hanging("→ ", Text(advice, "italic"))
        if words := completed(finding, checked, lang):
            yield _hanging("→ ", Text(words))


def _hanging(mark: str, content: Text) -> RenderableType:
    """Returns a text under a finding, its lines aligned after a mark."""
    grid = Table.grid()
    grid.add_column(width=NUMBER + 2 + len(mark), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(" " * (NUMBER + 2) + mark, content)
    return grid


def _quote(finding: Finding) -> Text:
    """Returns the passage cut between words around those of the finding, which are underlined."""
    passage = finding.hit.passage
    if passage is None:
        return Text()
    words, (first, last) = passage.text, finding.hit.span or (0, 0)
    start = max(0, min(first - QUOTE // 3, len(words) - QUOTE))
    start = words.rfind(" ", 0, start) + 1 if start else 0
    end = words.find(" ", max(last, start + QUOTE))
    end = len(words) if end < 0 else end
    quoted = Text("«" + ("… " if start else ""), "dim")
    quoted.append(words[start:first] if first else "", "dim")
    quoted.append(_completed(words[first:last], finding), "bold underline")
    quoted.append(words[max(last, start) : end], "dim")
    return quoted.append((" …" if end < len(words) else "") + "»", "dim")


def _completed(words: str, finding: Finding) -> str:
    """Returns the words of the finding, in full where the cut sentence ends inside them."""
    wholes = (whole for whole in finding.hit.evidence if words and whole.startswith(words))
    return next(wholes, words)


def _summary(checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    yield Text(verdicts(checked, lang), "bold")
    hint = text("ui.hidden-hint", lang, count=len(checked.hidden)) if checked.hidden else ""
    yield Text(f"{totals(checked, lang)} {hint}", "bold")
    if first := errors_first(checked, lang):
        yield Text(first, "bold")
