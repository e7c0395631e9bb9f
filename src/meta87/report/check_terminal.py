"""A checked report as text for a terminal: answer by answer, then a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from meta87.classify.tagged import TaggedAnswer, Verdict
from meta87.messages import text
from meta87.report import texts
from meta87.report.check_formats import View
from meta87.report.completions import completed
from meta87.report.priorities import lines
from meta87.report.promises import promised, promises
from meta87.report.reservations import compared, reservations, settled, unreviewed
from meta87.report.terminal import head, shown
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding, Severity

QUOTE = 240  # characters of a passage that are shown
NUMBER = 4
STYLES = {
    "advancing": "cyan",
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
    return shown(_parts(checked, view), colour=view.colour, width=view.width)


def _parts(checked: CheckedReport, view: View) -> Iterator[RenderableType]:
    limits = reservations(checked, view.lang)
    file = checked.tagged.report.source
    if any(each.place == "between" for each in unreviewed(checked.tagged)):
        limits.append(text("ui.unreviewed.say", view.lang, file=file))
    yield head(checked.tagged.report, view.lang)
    for sentence in compared(checked, view.lang):
        yield Text(f"{sentence}\n", "bold")
    yield from _listed(settled(checked, view.lang))
    if checked.tagged.report.template and checked.tagged.period is None:
        limits.append(text("ui.no-period-hint", view.lang))
    for sentence in limits:
        yield Text(f"{sentence}\n", "yellow")
    yield from _listed(promises(checked, view.lang))
    if first := [*lines(checked, view.lang)]:
        yield from _listed([text("ui.first.title", view.lang), *first])
    for answer in checked.tagged.answers:
        yield _verdict(answer, checked, view)
        yield from _findings(checked.of(answer), checked, view.lang)
    apart = promised(checked)
    for finding in (each for each in checked.elsewhere if each not in apart):
        yield Text(f"{finding.question:>{NUMBER - 1}}")
        yield from _findings((finding,), checked, view.lang)
    if checked.unplaced:
        yield Text(text("ui.unreviewed.loose", view.lang))
        yield from _findings(checked.unplaced, checked, view.lang)
    yield Text()
    if limits:
        yield Text(text("ui.unreviewed.see-above", view.lang), "yellow")
    yield from _summary(checked, view.lang)


def _listed(sentences: Sequence[str]) -> Iterator[RenderableType]:
    """Yields a heading and its lines, if there are any."""
    if sentences:
        yield Text(sentences[0], "bold")
        yield from (_hanging("", Text(line)) for line in sentences[1:])
        yield Text()


def _verdict(answer: TaggedAnswer, checked: CheckedReport, view: View) -> Text:
    shown = (v for v in texts.VERDICTS if v != "advancing" or checked.advancing)
    widest = max(len(text(f"ui.verdict.{v}", view.lang)) for v in shown) + 2
    is_asked = answer.answer.expects == "results"
    line = Text(f"{answer.answer.question:>{NUMBER - 1}} ")
    line.append(
        texts.verdict_or_state(answer, checked, view.lang).ljust(widest + 1),
        STYLES[checked.verdict_of(answer)] if is_asked else "dim",
    )
    line.append(texts.heading(answer.answer, view.lang))
    if not checked.tagged.report.template:
        line.append(f" {texts.kinds(answer, view.lang)}", "dim")
    line.truncate(view.width, overflow="ellipsis")
    return line


def _findings(
    found: tuple[Finding, ...], checked: CheckedReport, lang: str
) -> Iterator[RenderableType]:
    """Yields the findings of an answer; a new one is marked."""
    drafts = checked.compared
    for finding in found:
        severity = finding.severity
        head = Text(f"{MARKS[severity]} {texts.headline(finding, lang)}", STYLES[severity])
        head.append(f" ({finding.rule.code})", "dim")
        if drafts and finding in drafts.new:
            head.append(f" {text('ui.previous.is-new', lang)}", "bold")
        yield Padding(head, (0, 0, 0, NUMBER))
        sentence = texts.message(finding, checked.tagged, lang)
        if finding.hit.passage and finding.hit.passage.text not in sentence:
            yield _hanging("", _quote(finding))
        yield _hanging("", Text(sentence, "bold"))
        yield _hanging("→ ", Text(texts.action(finding, lang), "italic"))
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
    quoted.append(words[first:last], "bold underline")
    quoted.append(words[max(last, start) : end], "dim")
    return quoted.append((" …" if end < len(words) else "") + "»", "dim")


def _summary(checked: CheckedReport, lang: str) -> Iterator[RenderableType]:
    yield Text(texts.verdicts(checked, lang), "bold")
    hint = text("ui.hidden-hint", lang, count=len(checked.hidden)) if checked.hidden else ""
    yield Text(f"{texts.totals(checked, lang)} {hint}", "bold")
    if first := texts.errors_first(checked, lang):
        yield Text(first, "bold")
