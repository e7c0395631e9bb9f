"""A parsed questionnaire as text: one line per question and per ticked option."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.text import Text

from meta87.form.report import Answer, Report
from meta87.messages import text
from meta87.report.reservations import assigned
from meta87.report.terminal import head, shown

STYLES = {"answered": "green", "ticked": "cyan", "empty": "dim"}
TICKED = "☒"
NUMBER, WORDS = 3, 14  # columns


def render(report: Report, lang: str, *, colour: bool = False, width: int = 100) -> str:
    """Returns the view as text, with ANSI colours if wanted; ``width`` is in columns."""
    return shown(_parts(report, lang, width), colour=colour, width=width).rstrip() + "\n"


def _parts(report: Report, lang: str, width: int) -> Iterator[Text]:
    about = head(report, lang)
    if not report.template:
        about.append(f"{text('ui.form-unknown', lang)}\n", "yellow")
    yield about
    for answer in report.answers:
        yield from _question(answer, lang, width)
    yield _summary(report, lang)
    yield from (Text(sentence, "yellow") for sentence in assigned(report.assigned, lang))


def _question(answer: Answer, lang: str, width: int) -> Iterator[Text]:
    """Yields number, state, words and topic on a line, then the ticked options, one line each."""
    widest = max(len(text(f"ui.state.{state}", lang)) for state in STYLES)
    words = text("ui.words", lang, words=answer.words) if answer.words else ""
    line = Text(f"{answer.question:>{NUMBER}} ")
    line.append(text(f"ui.state.{answer.state}", lang).ljust(widest), STYLES[answer.state])
    line.append(f"  {words:>{WORDS}}  ")
    indent = len(line)
    if not answer.id:
        line.append(f"{text('ui.added', lang)} ", "yellow")
    ticked = [choice.label for choice in answer.choices if choice.checked]
    ticks = (Text(" " * indent).append(f"{TICKED} {label}", "cyan") for label in ticked)
    for row in (line.append(answer.title), *ticks):
        row.truncate(width, overflow="ellipsis")
        yield row


def _summary(report: Report, lang: str) -> Text:
    states = Counter(str(answer.state) for answer in report.answers)
    counts = {state: states[state] for state in STYLES}
    summary = Text("\n" + text("ui.questions", lang, total=len(report.answers), **counts), "bold")
    if report.missing:
        summary.append("\n" + text("ui.missing", lang, count=len(report.missing)), "yellow")
    for answer in report.missing:
        summary.append(f"\n  {answer.title}", "not bold yellow")
    if not report.unplaced:
        return summary.append("\n" + text("ui.all-placed", lang))
    summary.append("\n" + text("ui.unplaced", lang, count=len(report.unplaced)))
    for block in report.unplaced:
        summary.append(f"\n  «{block.text}»", "not bold")
    return summary
