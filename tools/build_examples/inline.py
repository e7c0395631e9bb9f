"""The marks inside a text of the form: bold, tracked changes, page breaks, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "bold", "inserted", "deleted", "page", "link"]

MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*"
    r"|\{\+(?P<inserted>.+?)\+\}"
    r"|\{-(?P<deleted>.+?)-\}"
    r"|(?P<page> \{page\} )"
    r"|(?P<link>https://\S*[^\s.,;])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; the text of a ``page`` run is a space."""

    text: str
    style: Style = "plain"


def parse_runs(text: str) -> Iterator[Run]:
    """Cut ``text`` at its marks."""
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        ((style, content),) = ((k, v) for k, v in match.groupdict().items() if v is not None)
        yield Run(" " if style == "page" else content, style)  # type: ignore[arg-type]
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def accepted(text: str) -> Iterator[Run]:
    """Cut ``text`` as it reads once the tracked changes are accepted, on one page."""
    for run in parse_runs(text):
        if run.style in ("inserted", "page"):
            yield Run(run.text)
        elif run.style != "deleted":
            yield run


def bare(text: str) -> str:
    """Give ``text`` without marks, tracked changes accepted."""
    return "".join(run.text for run in accepted(text))
