"""Charts of a checked report as inline SVG: bars with their figures written out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from meta87.checking import CheckedReport
from meta87.classification.labels import KINDS, THEMES
from meta87.messages import text
from meta87.output.html import Node, node
from meta87.rules.finding import Severity
from meta87.tagged import Verdict

WIDTH, LEFT, ROW, BAR, GAP = 720, 210, 24, 16, 8  # in the units of the drawing
FIGURE = 90  # room for the figures after a bar

Row = tuple[str, Sequence[tuple[str, int]]]
"""The name of a bar, and its stretches: class and count."""
PARTED = "kinds"  # the chart whose stretches are counted one by one


def charts(checked: CheckedReport, lang: str) -> Iterator[Node]:
    """Give the charts: verdicts, findings by rule, themes, and kinds by answer."""
    for name, rows in (
        ("verdicts", _verdicts(checked, lang)),
        ("rules", _rules(checked)),
        ("themes", _themes(checked, lang)),
        ("kinds", _kinds(checked)),
    ):
        if rows:
            yield _chart(name, rows, lang)


def _verdicts(checked: CheckedReport, lang: str) -> list[Row]:
    asked = [a.verdict for a in checked.tagged.answers if a.answer.expects == "results"]
    return [
        (text(f"ui.verdict.{verdict}", lang), [(f"verdict-{verdict}", asked.count(verdict))])
        for verdict in Verdict
    ]


def _rules(checked: CheckedReport) -> list[Row]:
    counts = Counter((f.rule.code, f.rule.name) for f in checked.findings)
    severities = Counter((f.rule.code, f.severity) for f in checked.findings)
    return [
        (f"{code} {name}", [(f"severity-{each}", severities[code, each]) for each in Severity])
        for (code, name), _ in counts.most_common()
    ]


def _themes(checked: CheckedReport, lang: str) -> list[Row]:
    told = [t for a in checked.tagged.answers for p in a.passages for t in p.prediction.themes]
    return [(text(f"ui.theme.{theme}", lang), [(theme, told.count(theme))]) for theme in THEMES]


def _kinds(checked: CheckedReport) -> list[Row]:
    rows: list[Row] = []
    for answer in checked.tagged.answers:
        kinds = Counter(passage.kind for passage in answer.passages)
        if kinds:
            rows.append((answer.answer.question, [(kind, kinds[kind]) for kind in KINDS]))
    return rows


def _chart(name: str, rows: Sequence[Row], lang: str) -> Node:
    title = text(f"ui.html.chart.{name}", lang)
    most = max(sum(count for _, count in parts) for _, parts in rows) or 1
    scale = (WIDTH - LEFT - FIGURE) / most
    drawn = [
        part
        for place, row in enumerate(rows)
        for part in _row(row, place, scale, _figure(row, name == PARTED))
    ]
    height = len(rows) * ROW + GAP
    picture = node("svg", node("title", title, id=f"chart-{name}"), *drawn, role="img",
                   viewBox=f"0 0 {WIDTH} {height}", aria_labelledby=f"chart-{name}")  # fmt: skip
    return node("figure", node("figcaption", title), picture)


def _figure(row: Row, parted: bool) -> str:
    counts = [count for _, count in row[1]]
    return " + ".join(map(str, counts)) if parted else str(sum(counts))


def _row(row: Row, place: int, scale: float, figure: str) -> Iterator[Node]:
    name, parts = row
    top, left = GAP + place * ROW, float(LEFT)
    middle = top + BAR - GAP / 2
    yield node("text", name, x=LEFT - GAP, y=middle, text_anchor="end")
    for kind, count in parts:
        yield node("rect", x=round(left, 1), y=top, width=round(count * scale, 1), height=BAR,
                   cls=f"bar {kind}")  # fmt: skip
        left += count * scale
    yield node("text", figure, x=round(left + GAP, 1), y=middle)
