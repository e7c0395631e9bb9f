"""Charts of a checked report: bars with their figures written out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from meta87.classify.labels import KINDS
from meta87.classify.tagged import Verdict
from meta87.messages import text, theme_name
from meta87.report.check_html_answers import theme_class
from meta87.report.html import Node, node
from meta87.report.svg import Bar, Part, bars
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Severity


def charts(checked: CheckedReport, lang: str) -> Iterator[Node]:
    """Yields the charts: verdicts, findings by rule, themes, and kinds by answer."""
    for name, rows in (
        ("verdicts", _verdicts(checked, lang)),
        ("rules", _rules(checked, lang)),
        ("themes", _themes(checked, lang)),
        ("kinds", _kinds(checked, lang)),
    ):
        if rows:
            title = text(f"ui.html.chart.{name}", lang)
            yield node("figure", node("figcaption", title), bars(rows, title, name))


def _verdicts(checked: CheckedReport, lang: str) -> list[Bar]:
    asked = [a.verdict for a in checked.tagged.answers if a.answer.expects == "results"]
    named = ((text(f"ui.verdict.{v}", lang), asked.count(v), f"verdict-{v}") for v in Verdict)
    return [_whole(Part(*part)) for part in named]


def _rules(checked: CheckedReport, lang: str) -> list[Bar]:
    counts = Counter((f.rule.code, f.rule.name) for f in checked.findings)
    severities = Counter((f.rule.code, f.severity) for f in checked.findings)
    return [
        Bar(f"{code} {name}", [
            Part(text(f"ui.severity.{each}", lang), severities[code, each], f"severity-{each}")
            for each in Severity
        ], str(count))
        for (code, name), count in counts.most_common()
    ]  # fmt: skip


def _themes(checked: CheckedReport, lang: str) -> list[Bar]:
    told = [t for a in checked.tagged.answers for p in a.passages for t in p.prediction.themes]
    return [
        _whole(Part(theme_name(theme, lang), told.count(theme), theme_class(theme)))
        for theme in checked.tagged.themes
    ]


def _whole(part: Part) -> Bar:
    return Bar(part.what, [part], str(part.count))


def _kinds(checked: CheckedReport, lang: str) -> list[Bar]:
    rows = []
    for answer in checked.tagged.answers:
        kinds = Counter(passage.kind for passage in answer.passages)
        parts = [Part(text(f"ui.kind.{kind}", lang), kinds[kind], kind) for kind in KINDS]
        figures = " + ".join(str(part.count) for part in parts)
        rows.append(Bar(answer.answer.question, parts, figures))
    return [row for row in rows if row.length]
