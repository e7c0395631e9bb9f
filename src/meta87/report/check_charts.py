"""The charts of a checked report: verdicts, findings by rule, themes, and kinds by answer.

A chart is there only if it shows something: rows that differ, and more than a few things counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from meta87.classify.labels import KINDS
from meta87.messages import text, theme_name
from meta87.report.charts import Bar, Chart, Part
from meta87.report.pages import theme_class
from meta87.report.texts import VERDICTS
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Severity

FEWEST = 3  # things that the longest bar counts


def charts(checked: CheckedReport, lang: str) -> Iterator[Chart]:
    """Yields the charts that show something."""
    kinds = [f"ui.kind.{kind}" for kind in KINDS]
    for name, columns, rows in (
        ("verdicts", ["ui.column.verdict", "ui.sheet.answers"], _verdicts(checked, lang)),
        ("rules", ["ui.column.name", "ui.column.findings"], _rules(checked, lang)),
        ("themes", ["ui.html.themes", "ui.column.passages"], _themes(checked, lang)),
        ("kinds", ["ui.column.question", *kinds], _kinds(checked, lang)),
    ):
        lengths = {row.length for row in rows}
        if len(lengths) > 1 and max(lengths) >= FEWEST:
            headings = [text(column, lang) for column in columns]
            yield Chart(text(f"ui.html.chart.{name}", lang), headings, rows)


def _verdicts(checked: CheckedReport, lang: str) -> list[Bar]:
    answers = (a for a in checked.tagged.answers if a.answer.expects == "results")
    asked = [checked.verdict_of(answer) for answer in answers]
    return [
        _bar(text(f"ui.verdict.{verdict}", lang), asked.count(verdict), f"verdict-{verdict}")
        for verdict in VERDICTS
        if verdict != "advancing" or "advancing" in asked
    ]


def _rules(checked: CheckedReport, lang: str) -> list[Bar]:
    counts = Counter(finding.rule.code for finding in checked.findings)
    severities = Counter((f.rule.code, f.severity) for f in checked.findings)
    return [
        Bar(text(f"rules.{code}.title", lang), [str(count)], [
            Part(severities[code, each], f"severity-{each}", text(f"ui.severity.{each}", lang))
            for each in Severity
        ])
        for code, count in counts.most_common()
        if count > 1
    ]  # fmt: skip


def _themes(checked: CheckedReport, lang: str) -> list[Bar]:
    counts = Counter(
        theme
        for answer in checked.tagged.answers
        for passage in answer.passages
        for theme in passage.prediction.themes
    )
    return [
        _bar(theme_name(theme, lang), counts[theme], theme_class(theme))
        for theme in checked.tagged.themes
    ]


def _kinds(checked: CheckedReport, lang: str) -> list[Bar]:
    bars = []
    for answer in (each for each in checked.tagged.answers if each.tells_results):
        counts = Counter(passage.kind for passage in answer.passages)
        parts = [Part(counts[kind], kind, text(f"ui.kind.{kind}", lang)) for kind in KINDS]
        bars.append(Bar(answer.answer.question, [str(part.count) for part in parts], parts))
    return [bar for bar in bars if bar.length]


def _bar(name: str, count: int, cls: str) -> Bar:
    return Bar(name, [str(count)], [Part(count, cls, name)])
