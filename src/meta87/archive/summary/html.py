"""A summary as one page of tables with bars: no scripts, nothing from outside, fit to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from meta87 import __version__
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
from meta87.report.html import Node, document, node, nodes

_WIDTH, _HEIGHT = 1000, 10  # of a bar, in units that its cell stretches
Part = tuple[str, int]
Line = tuple[str, Sequence[str], Sequence[Part]]
"""A row: its name, its figures as written, and the stretches of its bar: class and count."""


def render(summary: Summary, name: str, lang: str) -> str:
    """Returns the page.

    Args:
        summary: the summary to show.
        name: name of the summarised table.
        lang: language of the page.
    """
    heading = text("ui.summed.heading", lang, name=name)
    said = [node("p", sentence) for sentence in totals(summary, lang)]
    parts = (*_kinds(summary, lang), _people(summary, lang), _bodies(summary, lang))
    main = nodes("main", [node("h1", heading), *said, _key(lang), *parts])
    made = node("footer", node("p", text("ui.html.made", lang, version=__version__)))
    return document(heading, "summary.css", lang, main, made)


def _key(lang: str) -> Node:
    marks = [node("span", _bar([(k, 1)], 1), text(f"ui.kind.{k}", lang)) for k in KINDS]
    note = node("p", text("ui.summed.share-note", lang))
    return node("div", nodes("p", marks, cls="key"), note)


def _kinds(summary: Summary, lang: str) -> Iterator[Node]:
    heads = [*(text(f"ui.kind.{kind}", lang) for kind in KINDS), text("ui.summed.share", lang)]
    for group in GROUPS:
        lines: list[Line] = [
            (
                name,
                [*(thousands(counts[k], lang) for k in KINDS), share_of_results(counts)],
                [(kind, counts[kind]) for kind in KINDS],
            )
            for name, counts in named_kinds(summary, group, lang)
        ]
        yield _section(text(f"ui.summed.{group}", lang), _note(group, lang), heads, lines, lang)


def _note(group: str, lang: str) -> str:
    return text("ui.summed.theme-note", lang) if group == "theme" else ""


def _people(summary: Summary, lang: str) -> Node:
    lines: list[Line] = [
        (name_of("theme", theme, summary, lang), [thousands(people, lang)], [("output", people)])
        for theme, people in summary.people.most_common()
    ]
    title, note = (text(f"ui.summed.{part}", lang) for part in ("people", "people-note"))
    return _section(title, note, [text("ui.summed.persons", lang)], lines, lang)


def _bodies(summary: Summary, lang: str) -> Node:
    total = len(summary.institutions)
    lines: list[Line] = [
        (body, [thousands(count, lang)], [("output", count)])
        for body, count in summary.institutions.most_common(TOP)
    ]
    shown = min(TOP, total)
    title = text("ui.summed.institutions", lang, shown=shown, total=thousands(total, lang))
    return _section(title, "", [text("ui.summed.passages", lang)], lines, lang)


def _section(title: str, note: str, heads: Sequence[str], lines: Sequence[Line], lang: str) -> Node:
    """Returns a section with a table: names, numbers, and bars scaled to the longest."""
    if not lines:
        return node("section", node("h2", title), node("p", text("ui.summed.nothing", lang)))
    most = max(sum(count for _, count in parts) for *_, parts in lines) or 1
    named = text("ui.summed.name", lang)
    columns = [node("th", head, scope="col") for head in (named, *heads)]
    rows = [_row(line, most) for line in lines]
    # The bars say again what the figures say, and are left out for those who do not see them.
    table = node(
        "table",
        node("thead", nodes("tr", [*columns, node("td", aria_hidden="true")])),
        nodes("tbody", rows),
        aria_label=title,
    )
    framed = node("div", table, cls="table", tabindex="0", role="region", aria_label=title)
    return node("section", node("h2", title), node("p", note) if note else None, framed)


def _row(line: Line, most: int) -> Node:
    name, figures, parts = line
    cells = [node("td", figure) for figure in figures]
    bar = node("td", _bar(parts, most), cls="bar", aria_hidden="true")
    return nodes("tr", [node("th", name, scope="row"), *cells, bar])


def _bar(parts: Iterable[Part], most: int) -> Node:
    left, drawn = 0.0, []
    for kind, count in parts:
        wide = _WIDTH * count / most
        drawn.append(node("rect", x=f"{left:.1f}", width=f"{wide:.1f}", height=_HEIGHT, cls=kind))
        left += wide
    return nodes("svg", drawn, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", preserveAspectRatio="none",
                 aria_hidden="true")  # fmt: skip
