"""A summary as a page of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from meta87.archive.summary.figures import GROUPS, SUMMED, Summary
from meta87.archive.summary.texts import (
    HOW,
    TOP,
    left_out,
    named_kinds,
    people,
    share_of_results,
    thousands,
    totals,
    trend_name,
    trends_left,
)
from meta87.classify.labels import KINDS
from meta87.messages import text

_NAME, _NUMBER, _INDENT = 30, 10, 2
_CUT, _WIDTH = 70, 80


def render(summary: Summary, lang: str, top: int = TOP) -> str:
    """Returns the passages by country, year, theme and question, then people and institutions.

    Args:
        summary: the summary to show.
        lang: language of the page.
        top: how many institutions, and how many trends, are shown.
    """
    return "".join(f"{line}\n" for line in _lines(summary, lang, top))


def _lines(summary: Summary, lang: str, top: int) -> Iterator[str]:
    yield from totals(summary, lang)
    for group in GROUPS:
        title = text(f"ui.summed.{group}", lang)
        rows = ((name, counts) for _, name, counts in named_kinds(summary, group, lang))
        yield from _of_kinds(title, rows, lang)
    for trend in summary.trends[:top]:
        yield from _of_kinds(trend_name(trend, lang), trend.years.items(), lang)
    if left := trends_left(summary, lang, top):
        yield f"\n{left} {text('ui.summed.all', lang)}"
    yield "\n" + " ".join(text(f"ui.summed.{of}-note", lang) for of in ("share", "passages"))
    yield from _repeated(summary, lang)
    yield from _people(summary, lang)
    yield from _bodies(summary, lang, top)


def _of_kinds(title: str, rows: Iterable[tuple[str, Counter[str]]], lang: str) -> Iterator[str]:
    heads = [text(f"ui.kind.{kind}", lang) for kind in KINDS]
    heads += [text(f"ui.summed.{name}", lang) for name in ("share", "interval")]
    yield ""
    yield from _row(title, heads, 0)
    for name, counts in rows:
        cells = [thousands(counts[kind], lang) for kind in KINDS]
        yield from _row(name, [*cells, *share_of_results(counts)])


def _repeated(summary: Summary, lang: str) -> Iterator[str]:
    if summary.repeated:
        yield ""
        heads = [text(f"ui.repeated.{how or 'new'}", lang) for how in HOW]
        yield from _row(text("ui.summed.repeated", lang), heads, 0)
        for year, counts in summary.repeated.items():
            yield from _row(year, [thousands(counts[how], lang) for how in HOW])


def _people(summary: Summary, lang: str) -> Iterator[str]:
    yield ""
    heads = [text(f"ui.scope.{scope}", lang) for scope in SUMMED]
    width = max(_NUMBER, *(len(head) + _INDENT for head in heads))
    yield from _row(text("ui.summed.people", lang), heads, 0, width)
    for _, name, counts in people(summary, lang):
        yield from _row(name, [thousands(counts[scope], lang) for scope in SUMMED], width=width)
    yield from wrap(left_out(summary, lang), _WIDTH)


def _bodies(summary: Summary, lang: str, top: int) -> Iterator[str]:
    total = len(summary.institutions)
    shown = min(top, total)
    yield "\n" + text("ui.summed.institutions", lang, shown=shown, total=thousands(total, lang))
    for body, count in summary.institutions.most_common(top):
        yield f"{thousands(count, lang):>6}  {body[:_CUT]}"


def _row(
    name: str, cells: Sequence[str], indent: int = _INDENT, width: int = _NUMBER
) -> Iterator[str]:
    """Yields the lines of a row: a name that is too long continues below its numbers."""
    first, *more = wrap(name, _NAME - _INDENT) or [""]
    margin = " " * indent
    yield f"{margin + first:<{_NAME}}" + "".join(f"{cell:>{width}}" for cell in cells)
    yield from (margin + part for part in more)
