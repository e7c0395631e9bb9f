"""The comparison of two models as a page of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from meta87.corpus.schema import Record
from meta87.messages import text
from meta87.report.texts import cut, decimal, interval
from meta87.training.compare import Comparison, Difference

SHOWN = 5  # passages a side


def render(comparison: Comparison, lang: str) -> str:
    """Returns the verdict, the metrics with the interval of their difference, and examples."""
    return "\n".join(_lines(comparison, lang)) + "\n"


def sentences(found: Mapping[str, Any], lang: str) -> list[str]:
    """Returns how a model trained on corrections compares with the shipped one, in plain words.

    Args:
        found: the comparison as JSON values.
        lang: of the sentences.
    """
    themes, kind = found["themes"]["micro_f1"], found["kind"]["macro_f1"]
    parts = {"themes": themes, "kind": kind}
    scores = {
        f"{name}_{age}": decimal(part[age], lang, 2)
        for name, part in parts.items()
        for age in ("old", "new")
    }
    counts = {side: len(found[side]) for side in ("gained", "lost")}
    return [
        text(f"ui.compare.own.{found['verdict']}", lang),
        text("ui.compare.own.counts", lang, n=found["n"], **counts),
        text("ui.compare.own.scores", lang, **scores),
    ]


def _lines(comparison: Comparison, lang: str) -> Iterator[str]:
    yield text(f"ui.compare.{comparison.verdict}", lang)
    yield text("ui.compare.of", lang, passages=comparison.n, reports=comparison.reports)
    yield _figure(f"{text('ui.figures.themes', lang)}, micro-F1", comparison.themes, lang)
    yield _figure(f"{text('ui.figures.kind', lang)}, macro-F1", comparison.kind, lang)
    yield from _passages("gained", comparison.gained, lang)
    yield from _passages("lost", comparison.lost, lang)


def _figure(name: str, found: Difference, lang: str) -> str:
    old, new = decimal(found.old, lang), decimal(found.new, lang)
    gain = decimal(found.new - found.old, lang, signed=True)
    return f"  {name}: {old} → {new} ({gain} {interval(found.interval, lang, signed=True)})"


def _passages(side: str, records: Sequence[Record], lang: str) -> Iterator[str]:
    shown = min(SHOWN, len(records))
    yield text(f"ui.compare.{side}", lang, total=len(records), shown=shown)
    for record in records[:SHOWN]:
        yield f"  {record.id}  {cut(record.text)}"
