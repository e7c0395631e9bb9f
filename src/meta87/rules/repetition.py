"""CON rules on repetition: an achievement told in several answers, and told with other figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from textwrap import shorten

from meta87.classify.tagged import TaggedReport
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.tellings import Telling, differing, same_tellings

BEGINNING = 70  # characters by which a repeated passage is known again


def _repeated(report: TaggedReport) -> Iterator[Hit]:
    """Yields, once per answer, the passages that report the same as other answers.

    Each is listed with the answers that report it, and no others. A passage that the form asks to
    highlight has by its nature been reported before: it is listed and is no hit.
    """
    pairs = [pair for pair in same_tellings(report) if not differing(*pair)]
    told: dict[str, list[tuple[Telling, Telling]]] = defaultdict(list)
    for first, again in pairs:
        if again.answer.answer.asks != "highlights":
            told[again.question].append((first, again))
    for question, here in told.items():
        others = [
            {first.question, *(a.question for f, a in pairs if f is first)} - {question}
            for first, _ in here
        ]
        named = (
            f"«{_beginning(again)}» ({_listed(tellers)})"
            for (_, again), tellers in zip(here, others, strict=True)
        )
        details = {"told": "; ".join(named), "other": _listed(set().union(*others))}
        evidence = tuple(first.passage.text for first, _ in here)
        yield Hit(here[0][1].passage, None, details, evidence, question=question)


def _beginning(telling: Telling) -> str:
    return shorten(telling.passage.text, BEGINNING, placeholder="…")


def _listed(questions: set[str]) -> str:
    return ", ".join(sorted(questions, key=_numerically))


def _numerically(question: str) -> tuple[int, str]:
    return (int(question), "") if question.isdigit() else (0, question)


def _figures_differ(report: TaggedReport) -> Iterator[Hit]:
    """Yields each number that differs from an earlier report of the same fact."""
    for first, again in same_tellings(report):
        for here, there in differing(first, again):
            details = {"now": here.text, "before": there.text, "other": first.question}
            span, words = (here.start, here.end), (here.text, there.text)
            yield Hit(again.passage, span, details, words, question=again.question)


RULES = (
    Rule("CON001", "repeated-achievement", Severity.WARNING, "report", _repeated),
    Rule("CON002", "figures-differ", Severity.WARNING, "report", _figures_differ),
)
