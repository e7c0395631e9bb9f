"""A summary as one page with plots: no scripts, nothing from outside, fit to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from meta87.classification.labels import KINDS
from meta87.messages import text
from meta87.output.summary_terminal import TOP, name_of, share_of_results, thousands
from meta87.output.svg import bars
from meta87.reading.patterns import OWN_PAGE
from meta87.summary.figures import GROUPS, Summary

# Apart for those who do not tell red from green, and in print.
COLOURS = {"output": "#0072b2", "process": "#e69f00", "context": "#b9bec4"}
_NAME = 40  # letters that fit beside a bar
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1f24; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .25rem }
p { margin: .25rem 0 .75rem }
svg { max-width: 100%; height: auto; font: 13px system-ui, sans-serif }
.key span { display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 1em }
@media print { section { break-inside: avoid } }
"""


def render(summary: Summary, name: str, lang: str) -> str:
    """Give the page.

    Args:
        summary: what to show.
        name: of the table that it is of.
        lang: of the page.
    """
    total = text("ui.summed.total", lang, passages=summary.passages, reports=summary.reports)
    body = "\n".join(
        (*_kinds(summary, lang), _people(summary, lang), _bodies(summary, lang)),
    )
    heading = text("ui.summed.heading", lang, name=escape(name))
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{OWN_PAGE}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{heading}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n"
        f"<p>{total}</p>\n{_key(lang)}\n{body}\n</body>\n</html>\n"
    )


def _key(lang: str) -> str:
    marks = "".join(
        f'<span style="background:{COLOURS[kind]}"></span>{text(f"ui.kind.{kind}", lang)}'
        for kind in KINDS
    )
    return f'<p class="key">{marks}. {text("ui.summed.share-note", lang)}</p>'


def _kinds(summary: Summary, lang: str) -> Iterator[str]:
    for group in GROUPS:
        rows = []
        for value, counts in summary.kinds[group].items():
            parts = [(text(f"ui.kind.{k}", lang), counts[k], COLOURS[k]) for k in KINDS]
            rows.append((_short(name_of(group, value, lang)), parts, share_of_results(counts)))
        title = text(f"ui.summed.{group}", lang)
        yield _section(title, "", bars(rows, title))


def _people(summary: Summary, lang: str) -> str:
    title = text("ui.summed.people", lang)
    rows = [
        (
            name_of("theme", theme, lang),
            [(title, people, COLOURS["output"])],
            thousands(people, lang),
        )
        for theme, people in summary.people.most_common()
    ]
    return _section(title, text("ui.summed.people-note", lang), bars(rows, title))


def _bodies(summary: Summary, lang: str) -> str:
    total = len(summary.institutions)
    title = text("ui.summed.institutions", lang, shown=min(TOP, total), total=total)
    rows = [
        (_short(body), [(body, count, COLOURS["output"])], str(count))
        for body, count in summary.institutions.most_common(TOP)
    ]
    return _section(title, "", bars(rows, title))


def _section(title: str, note: str, drawing: str) -> str:
    said = f"<p>{escape(note)}</p>\n" if note else ""
    return f"<section>\n<h2>{escape(title)}</h2>\n{said}{drawing}\n</section>"


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"
