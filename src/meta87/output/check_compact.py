"""A checked report as one line a finding, for searching and for long reports."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.checking import CheckedReport
from meta87.messages import text
from meta87.output.check_formats import View
from meta87.output.texts import message, totals


def render(checked: CheckedReport, view: View) -> str:
    """Give a line a finding, whole, then the totals."""
    return "".join(f"{line}\n" for line in _lines(checked, view.lang))


def _lines(checked: CheckedReport, lang: str) -> Iterator[str]:
    source = checked.tagged.report.source
    for finding in checked.findings:
        rule = finding.rule
        severity = text(f"ui.severity.{finding.severity}", lang)
        place = text("ui.place", lang, file=source, question=finding.question)
        said = message(finding, checked.tagged, lang)
        yield f"{place if finding.question else source}: {severity} {rule.code} {rule.name}: {said}"
    yield totals(checked, lang)
