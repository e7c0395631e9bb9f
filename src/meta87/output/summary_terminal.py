"""A summary as a page of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from meta87.classification.labels import KINDS
from meta87.messages import text
from meta87.summary.figures import GROUPS, NO_THEME, Summary

TOP = 15  # bodies that are shown
_NAME, _NUMBER = 28, 12
_CUT = 70


def render(summary: Summary, lang: str) -> str:
    """Give what the passages are by country, year, theme and question, then people and bodies."""
    return "".join(f"{line}\n" for line in _lines(summary, lang))


def name_of(group: str, value: str, lang: str) -> str:
    """Give what a value of a group is called."""
    if group == "theme":
        return text("ui.summed.no-theme" if value == NO_THEME else f"ui.theme.{value}", lang)
    return value or text("ui.summed.unknown", lang)


def share_of_results(counts: Counter[str]) -> str:
    """Give the results' share of results and processes together."""
    told = counts["output"] + counts["process"]
    return f"{counts['output'] / told:.0%}" if told else "–"


def thousands(number: int, lang: str) -> str:
    """Give a number with its thousands apart, as the language has it.

    >>> thousands(1234567, "es")
    '1.234.567'
    """
    return f"{number:,}".replace(",", ".") if lang == "es" else f"{number:,}"


def _lines(summary: Summary, lang: str) -> Iterator[str]:
    yield text("ui.summed.total", lang, passages=summary.passages, reports=summary.reports)
    heads = [*(text(f"ui.kind.{kind}", lang) for kind in KINDS), text("ui.summed.share", lang)]
    for group in GROUPS:
        title = text(f"ui.summed.{group}", lang)
        yield "\n" + f"{title:<{_NAME}}" + "".join(f"{head:>{_NUMBER}}" for head in heads)
        for value, counts in summary.kinds[group].items():
            cells = [*(str(counts[kind]) for kind in KINDS), share_of_results(counts)]
            name = f"  {name_of(group, value, lang)}"
            yield f"{name:<{_NAME}}" + "".join(f"{cell:>{_NUMBER}}" for cell in cells)
    yield from _people(summary, lang)
    yield from _bodies(summary, lang)


def _people(summary: Summary, lang: str) -> Iterator[str]:
    yield f"\n{text('ui.summed.people', lang)}"
    for theme, people in summary.people.most_common():
        yield f"  {name_of('theme', theme, lang):<{_NAME}}{thousands(people, lang):>{_NUMBER}}"


def _bodies(summary: Summary, lang: str) -> Iterator[str]:
    total = len(summary.institutions)
    shown = min(TOP, total)
    yield "\n" + text("ui.summed.institutions", lang, shown=shown, total=total)
    for body, count in summary.institutions.most_common(TOP):
        yield f"{count:>6}  {body[:_CUT]}"
