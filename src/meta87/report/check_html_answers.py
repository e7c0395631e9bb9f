"""The answers of a checked report as HTML: each passage with its findings beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from meta87.classify.labels import THEMES
from meta87.classify.tagged import TaggedAnswer, TaggedPassage
from meta87.entities.entity import LINK, Entity, LinkValue
from meta87.form.report import Answer
from meta87.messages import text, theme_name
from meta87.report.html import Node, node, nodes
from meta87.report.texts import action, entity_value, message, percent, verdict_beside
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding

ANCHOR = "q"  # begins the id of an answer in the page
SAFE = ("http://", "https://")


def anchor(answer: TaggedAnswer) -> str:
    """Returns the id of an answer in the page."""
    return f"{ANCHOR}{answer.answer.question}"


def verdict_class(answer: TaggedAnswer) -> str:
    """Returns the CSS class that colours a verdict; none where the question expects no results."""
    asked = answer.answer.expects == "results"
    return f"verdict-{answer.verdict if asked else 'unasked'}"


def answers(checked: CheckedReport, lang: str) -> Iterator[Node]:
    """Yields the answers in order."""
    return (_answer(answer, checked, lang) for answer in checked.tagged.answers)


def kind_mark(kind: str, lang: str, score: float | None = None) -> Node:
    """Returns the name of a kind, with its score where there is one."""
    shown = "" if score is None else f" {percent(score)}"
    return node("span", f"{text(f'ui.kind.{kind}', lang)}{shown}", cls=f"kind {kind}")


def theme_mark(theme: str, lang: str) -> Node:
    """Returns the name of a theme."""
    return node("span", theme_name(theme, lang), cls=f"theme {theme_class(theme)}")


def theme_class(theme: str) -> str:
    """Returns the CSS class that colours a theme; all custom themes share one.

    Their names could otherwise be those of unrelated classes.
    """
    return theme if theme in THEMES else "own"


def finding_item(finding: Finding, checked: CheckedReport, lang: str) -> Node:
    """Returns a finding as an item of a list."""
    rule = finding.rule
    severity = text(f"ui.severity.{finding.severity}", lang).capitalize()
    return node(
        "li",
        node("p", node("b", f"{severity} · {rule.code}"), f" {rule.name}", cls="rule"),
        node("p", message(finding, checked.tagged, lang)),
        node("p", node("b", f"{text('ui.action', lang)}: "), action(finding, lang)),
        cls=f"severity-{finding.severity}",
    )


def _answer(answer: TaggedAnswer, checked: CheckedReport, lang: str) -> Node:
    asked, place = answer.answer, anchor(answer)
    found = checked.of(answer)
    amounts_to = node("span", verdict_beside(answer, checked, lang),
                      cls=f"verdict {verdict_class(answer)}")  # fmt: skip
    head = node("h3", f"{asked.question}. {asked.topic or asked.wording} ", amounts_to, id=place)
    ticked = [choice.label for choice in asked.choices if choice.checked]
    whole = [finding for finding in found if finding.hit.passage is None]
    return node(
        "article",
        head,
        node("p", asked.wording, cls="wording") if _says_more(asked) else None,
        nodes("ul", (node("li", f"☒ {label}") for label in ticked), cls="ticked")
        if ticked
        else None,
        _list(whole, checked, lang),
        *(_passage(passage, found, checked, lang) for passage in answer.passages),
        aria_labelledby=place,
    )


def _says_more(asked: Answer) -> bool:
    """Returns whether the wording of the question has more than the topic shown above it."""
    return bool(asked.topic) and asked.topic not in asked.wording


def _passage(
    passage: TaggedPassage, found: Sequence[Finding], checked: CheckedReport, lang: str
) -> Node:
    on_it = [finding for finding in found if finding.hit.passage is passage]
    prediction = passage.prediction
    labels = [kind_mark(passage.kind, lang, prediction.kind_scores[passage.kind])]
    labels += [theme_mark(theme, lang) for theme in prediction.themes]
    told = node(
        "div",
        nodes("p", _marked(passage, on_it, lang)),
        nodes("p", (part for label in labels for part in (label, " ")), cls="labels"),
        cls=f"passage {passage.kind}",
    )
    width = "beside" if on_it else "beside alone"
    return node("div", told, _list(on_it, checked, lang), cls=width)


def _list(found: Iterable[Finding], checked: CheckedReport, lang: str) -> Node | None:
    items = [finding_item(finding, checked, lang) for finding in found]
    return nodes("ul", items, cls="findings") if items else None


def _marked(passage: TaggedPassage, found: Sequence[Finding], lang: str) -> Iterator[Node | str]:
    """Yields the text of a passage, its entities underlined and the words of findings marked."""
    spans = [finding.hit.span for finding in found if finding.hit.span]
    edges = {0, len(passage.text), *(edge for span in spans for edge in span)}
    edges |= {edge for entity in passage.entities for edge in (entity.start, entity.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        part: Node | str = passage.text[start:end]
        entity = next((e for e in passage.entities if e.start <= start and end <= e.end), None)
        if entity is not None:
            part = _entity(entity, passage.text[start:end], lang)
        meant = any(first <= start and end <= last for first, last in spans)
        yield node("mark", part) if meant else part


def _entity(entity: Entity, words: str, lang: str) -> Node:
    value = entity_value(entity, lang)
    told = text(f"ui.entity.{entity.label}", lang) + (f": {value}" if value else "")
    mark = f"entity {entity.label.lower()}"
    if entity.label == LINK and isinstance(entity.value, LinkValue):
        url = entity.value.url
        if url.startswith(SAFE):
            return node("a", words, href=url, rel="noreferrer", cls=mark)
    return node("span", words, title=told, cls=mark)
