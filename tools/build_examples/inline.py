"""The marks inside a text of the form: bold, tracked changes, page breaks, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*"
    r"|\{\+(?P<inserted>.+?)\+\}"
    r"|\{-(?P<deleted>.+?)-\}"
    r"|(?P<page> )\{page\} "
    r"|(?P<link>https://\S*[^\s.,;])"
)


class Run(NamedTuple):
    """A stretch of text in one style, a name of ``MARK`` or "plain"."""

    text: str
    style: str = "plain"


def parse_runs(text: str) -> Iterator[Run]:
    """Yields the runs of ``text``, cut at its marks."""
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        style = match.lastgroup or "plain"
        yield Run(match[style], style)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def marked(text: str, marks: Mapping[str, str], escape: Callable[[str], str] = str) -> str:
    """Returns ``text`` with its tracked changes accepted and its other marks in another markup.

    Args:
        text: a text of the form.
        marks: the mark of each style, around ``{0}``; a style without one is dropped.
        escape: escapes text for the other markup.
    """
    return "".join(
        marks.get(run.style, "{0}").format(escape(run.text))
        for run in parse_runs(text)
        if run.style != "deleted"
    )
