"""The counts of a corpus as a page of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from meta87.corpus.stats import Stats
from meta87.messages import text, theme_name

NAME = 26
TOTALS = ("passages", "reports", "answers", "pairs", "with_entities")
OF_PASSAGES = ("splits", "kinds", "themes", "themes_each", "countries", "years", "writers")
OTHERS = ("phenomena", "entities")
NAMED = {"kinds": "ui.kind", "themes_each": "ui.corpus"}


def render(stats: Stats, lang: str) -> str:
    """Returns the totals, then each count with its share of the passages."""
    return "".join(f"{line}\n" for line in _lines(stats, lang))


def _lines(stats: Stats, lang: str) -> Iterator[str]:
    for total in TOTALS:
        yield f"{_label_text(total, lang)}: {getattr(stats, total)}"
    yield _label_text("words", lang, **stats.words)
    for family in (*OF_PASSAGES, *OTHERS):
        counts: Mapping[str, int] = getattr(stats, family)
        if counts:
            yield f"\n{_label_text(family, lang)}"
        for value, count in counts.items():
            share = "" if family == "entities" else f"{count / stats.passages:8.1%}"
            yield f"  {_name(family, value, lang):<{NAME}}{count:>7}{share}"


def _label_text(key: str, lang: str, **details: object) -> str:
    return text(f"ui.corpus.{key}", lang, **details)


def _name(family: str, value: str, lang: str) -> str:
    if family == "themes":
        return theme_name(value, lang)
    if family in NAMED:
        return text(f"{NAMED[family]}.{value}", lang)
    return value or _label_text("unnamed", lang)
