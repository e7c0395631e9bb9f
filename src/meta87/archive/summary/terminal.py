"""A summary as a page of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from meta87.archive.summary.figures import GROUPS, Summary
from meta87.archive.summary.texts import (
    TOP,
    name_of,
    named_kinds,
    share_of_results,
    thousands,
    totals,
)
from meta87.classify.labels import KINDS
from meta87.messages import text

_NAME, _NUMBER, _INDENT = 32, 11, 2
_CUT = 70


def render(summary: Summary, lang: str) -> str:
    """Returns the passages by country, year, theme and question, then people and institutions."""
    return "".join(f"{line}\n" for line in _lines(summary, lang))


def _lines(summary: Summary, lang: str) -> Iterator[str]:
    yield from totals(summary, lang)
    heads = [*(text(f"ui.kind.{kind}", lang) for kind in KINDS), text("ui.summed.share", lang)]
    for group in GROUPS:
        yield ""
        yield from _row(text(f"ui.summed.{group}", lang), heads, 0)
        for _, name, counts in named_kinds(summary, group, lang):
            cells = [*(thousands(counts[k], lang) for k in KINDS), share_of_results(counts)]
            yield from _row(name, cells)
    yield "\n" + text("ui.summed.share-note", lang)
    yield from _people(summary, lang)
    yield from _bodies(summary, lang)


def _people(summary: Summary, lang: str) -> Iterator[str]:
    yield f"\n{text('ui.summed.people', lang)}"
    for theme, people in summary.people.most_common():
        yield from _row(name_of("theme", theme, summary, lang), [thousands(people, lang)])


def _bodies(summary: Summary, lang: str) -> Iterator[str]:
    total = len(summary.institutions)
    shown = min(TOP, total)
    yield "\n" + text("ui.summed.institutions", lang, shown=shown, total=thousands(total, lang))
    for body, count in summary.institutions.most_common(TOP):
        yield f"{thousands(count, lang):>6}  {body[:_CUT]}"


def _row(name: str, cells: Sequence[str], indent: int = _INDENT) -> Iterator[str]:
    """Yields the lines of a row: a name that is too long continues below its numbers."""
    first, *more = wrap(name, _NAME - _INDENT) or [""]
    margin = " " * indent
    yield f"{margin + first:<{_NAME}}" + "".join(f"{cell:>{_NUMBER}}" for cell in cells)
    yield from (margin + part for part in more)
