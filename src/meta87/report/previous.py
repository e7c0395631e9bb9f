"""What a report was compared with, and what became of the findings of an earlier draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from meta87.messages import text
from meta87.report.texts import period
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding
from meta87.rules.previous.drafts import Comparison


def compared(checked: CheckedReport, lang: str) -> list[str]:
    """Returns the sentences that state what a report was compared with, and how drafts differ."""
    return [*_sentences(checked.compared, lang)] if checked.compared else []


def _sentences(found: Comparison, lang: str) -> Iterator[str]:
    related = found.related
    key = "-".join(filter(None, (related.relation.value, related.basis)))
    days = period(related.period, lang)
    yield text(f"ui.previous.{key}", lang, file=found.file, period=days)
    if found.folder:
        yield text("ui.previous.folder", lang, folder=found.folder)
    if found.is_of_drafts:
        yield text("ui.previous.drafts", lang, **_counts(found))


def _counts(found: Comparison) -> dict[str, int]:
    return {name: len(getattr(found, name)) for name in ("solved", "remaining", "new")}


def compared_fields(found: Comparison) -> dict[str, Any]:
    """Returns the fields of a comparison, as the JSON text writes them."""
    fields = {
        "file": found.file,
        "relation": found.related.relation.value,
        "basis": found.related.basis or None,
    }
    if not found.is_of_drafts:
        return fields
    solved = [_solved(finding) for finding in found.solved]
    prints = {name: [f.fingerprint for f in getattr(found, name)] for name in ("remaining", "new")}
    return {**fields, "solved": solved, **prints}


def _solved(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.rule.code,
        "question": finding.question or None,
        "quote": finding.quote or None,
        "fingerprint": finding.fingerprint,
    }
