"""Keeps the text of a report from controlling the terminal that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from meta87.messages import without_controls


class WithoutControls:
    """A renderable with its styles, and its text without control sequences."""

    def __init__(self, part: RenderableType) -> None:
        self.part = part

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.part, options):
            yield Segment(without_controls(segment.text), segment.style)
