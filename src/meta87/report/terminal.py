"""What a terminal shows of a report: rich text, without the control sequences of its words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from meta87.form.report import Report
from meta87.messages import text, without_controls
from meta87.report.texts import country, period


class _WithoutControls:
    def __init__(self, part: RenderableType) -> None:
        self.part = part

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.part, options):
            yield Segment(without_controls(segment.text), segment.style)


def shown(parts: Iterable[RenderableType], *, colour: bool, width: int) -> str:
    """Returns parts as text, each from a new line, with ANSI colours if wanted."""
    console = Console(
        file=io.StringIO(), force_terminal=colour, width=width, highlight=False,
        color_system="standard" if colour else None, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        for part in parts:
            console.print(_WithoutControls(part))
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def head(report: Report, lang: str) -> Text:
    """Returns the line that names a report, its country and its period."""
    days = period(report.period, lang)
    facts = [country(report.country, lang), f"{text('ui.period', lang)} {days}" if days else ""]
    parts = [f"{text('ui.report', lang)} {report.source}", *filter(None, facts)]
    return Text(" · ".join(parts) + "\n", style="bold")
