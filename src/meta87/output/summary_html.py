"""A summary as one page with plots: no scripts, nothing from outside, fit to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meta87.classification.labels import KINDS
from meta87.messages import text
from meta87.output.html import Node, document, node, nodes
from meta87.output.summary_terminal import TOP, name_of, share_of_results, thousands
from meta87.output.svg import Bar, Part, bars
from meta87.summary.figures import GROUPS, Summary

_NAME = 40  # letters that fit beside a bar


def render(summary: Summary, name: str, lang: str) -> str:
    """Give the page.

    Args:
        summary: what to show.
        name: of the table that it is of.
        lang: of the page.
    """
    total = text("ui.summed.total", lang, passages=summary.passages, reports=summary.reports)
    heading = text("ui.summed.heading", lang, name=name)
    sections = (*_kinds(summary, lang), _people(summary, lang), _bodies(summary, lang))
    main = node("main", node("h1", heading), node("p", total), _key(lang), *sections)
    return document(heading, "summary.css", lang, main)


def _key(lang: str) -> Node:
    marks = [
        part for kind in KINDS for part in (node("span", cls=kind), text(f"ui.kind.{kind}", lang))
    ]
    return nodes("p", [*marks, f". {text('ui.summed.share-note', lang)}"], cls="key")


def _kinds(summary: Summary, lang: str) -> Iterator[Node]:
    for group in GROUPS:
        rows = []
        for value, counts in summary.kinds[group].items():
            parts = [Part(text(f"ui.kind.{k}", lang), counts[k], k) for k in KINDS]
            rows.append(Bar(_short(name_of(group, value, lang)), parts, share_of_results(counts)))
        yield _section(text(f"ui.summed.{group}", lang), group, rows)


def _people(summary: Summary, lang: str) -> Node:
    title = text("ui.summed.people", lang)
    rows = [
        Bar(name_of("theme", theme, lang), [Part(title, people, "output")], thousands(people, lang))
        for theme, people in summary.people.most_common()
    ]
    return _section(title, "people", rows, text("ui.summed.people-note", lang))


def _bodies(summary: Summary, lang: str) -> Node:
    total = len(summary.institutions)
    title = text("ui.summed.institutions", lang, shown=min(TOP, total), total=total)
    rows = [
        Bar(_short(body), [Part(body, count, "output")], str(count))
        for body, count in summary.institutions.most_common(TOP)
    ]
    return _section(title, "institutions", rows)


def _section(title: str, name: str, rows: Sequence[Bar], note: str = "") -> Node:
    said = node("p", note) if note else None
    return node("section", node("h2", title), said, bars(rows, title, name))


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"
