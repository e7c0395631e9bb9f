"""A checked report as one page of HTML: no scripts, nothing from outside, ready to print."""

from __future__ import annotations

from meta87 import __version__
from meta87.classify.labels import KINDS
from meta87.entities.entity import LABELS
from meta87.messages import text
from meta87.report.check_formats import View
from meta87.report.check_html_answers import (
    ANCHOR,
    anchor,
    answers,
    finding_item,
    kind_mark,
    theme_mark,
    verdict_class,
)
from meta87.report.check_html_charts import charts
from meta87.report.html import Node, document, node, nodes
from meta87.report.texts import (
    country,
    period,
    questions_with_errors,
    reservations,
    totals,
    verdict_beside,
    verdicts,
)
from meta87.rules.checked import CheckedReport

SLOT = "\0"  # stands for the links in the sentence that they are put into


def render(checked: CheckedReport, view: View) -> str:
    """Returns the page."""
    lang = view.lang
    title = text("ui.html.title", lang, file=checked.tagged.report.source)
    return document(
        title, "check.css", lang,
        node("a", text("ui.html.skip", lang), href="#main", cls="skip"),
        _banner(checked, title, lang),
        _main(checked, lang),
        node("footer", node("p", text("ui.html.made", lang, version=__version__))),
    )  # fmt: skip


def _banner(checked: CheckedReport, title: str, lang: str) -> Node:
    report = checked.tagged.report
    days = period(report.period, lang)
    facts = (country(report.country, lang), f"{text('ui.period', lang)} {days}" if days else "")
    return node("header", node("h1", title), node("p", " · ".join(filter(None, facts))))


def _index(checked: CheckedReport, lang: str) -> Node:
    """Returns the list of answers, each a link to it."""
    items = []
    for answer in checked.tagged.answers:
        found = len(checked.of(answer))
        count = node("span", text("ui.html.found", lang, count=found), cls="count")
        named = f" {verdict_beside(answer, checked, lang)} "
        link = node("a", node("b", answer.answer.question), named, count if found else "",
                    href=f"#{anchor(answer)}", cls=verdict_class(answer))  # fmt: skip
        items.append(node("li", link))
    name = text("ui.html.answers", lang)
    return node("nav", node("h2", name, id="index"), nodes("ol", items), aria_labelledby="index")


def _main(checked: CheckedReport, lang: str) -> Node:
    return node(
        "main",
        _summary(checked, lang),
        _index(checked, lang),
        node("section", node("h2", text("ui.html.report", lang), id="report"),
             _legend(checked, lang), *answers(checked, lang), aria_labelledby="report"),
        node("section", node("h2", text("ui.html.charts", lang), id="charts"),
             *charts(checked, lang), cls="charts", aria_labelledby="charts"),
        id="main", tabindex="-1",
    )  # fmt: skip


def _summary(checked: CheckedReport, lang: str) -> Node:
    notes = (*reservations(checked, lang), verdicts(checked, lang), totals(checked, lang))
    elsewhere = [finding_item(finding, checked, lang) for finding in checked.elsewhere]
    return node(
        "section",
        node("h2", text("ui.html.summary", lang), id="summary"),
        *(node("p", note) for note in notes),
        _errors_first(checked, lang),
        nodes("ul", elsewhere, cls="findings") if elsewhere else None,
        _left_out(checked, lang),
        aria_labelledby="summary",
    )


def _errors_first(checked: CheckedReport, lang: str) -> Node | None:
    """Returns the sentence that lists the answers with errors, each with a link to it."""
    numbers = questions_with_errors(checked)
    before, _, after = text("ui.errors-first", lang, questions=SLOT).partition(SLOT)
    links = [
        part for number in numbers for part in (", ", node("a", number, href=f"#{ANCHOR}{number}"))
    ]
    return nodes("p", [before, *links[1:], after]) if numbers else None


def _left_out(checked: CheckedReport, lang: str) -> Node | None:
    """Returns the rules and questions of findings that the settings suppress, each pair once."""
    pairs = dict.fromkeys((each.rule.code, each.question) for each in checked.suppressed)
    lines = (
        node("li", text("ui.html.left-out", lang, code=code, question=question))
        for code, question in pairs
    )
    return nodes("ul", lines) if pairs else None


def _legend(checked: CheckedReport, lang: str) -> Node:
    kinds = [kind_mark(kind, lang) for kind in KINDS]
    themes = [theme_mark(theme, lang) for theme in checked.tagged.themes]
    entities = [
        node("span", text(f"ui.entity.{label}", lang), cls=f"entity {label.lower()}")
        for label in LABELS
    ]
    rows = zip(("kinds", "themes", "entities"), (kinds, themes, entities), strict=True)
    told = (
        part
        for name, marks in rows
        for part in (node("dt", text(f"ui.html.{name}", lang)), nodes("dd", _spaced(marks)))
    )
    verdicts = (
        node("dt", text("ui.verdict-note.head", lang)),
        node("dd", text("ui.verdict-note.text", lang)),
    )
    return nodes("dl", [*told, *verdicts], cls="legend")


def _spaced(marks: list[Node]) -> list[Node | str]:
    return [part for mark in marks for part in (mark, " ")]
