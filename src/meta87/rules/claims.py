"""CON rules on repetition: an achievement reported in several answers, or with other figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from textwrap import shorten

from meta87.rules.answers import ReportAnalysis
from meta87.rules.claim import Claim, differing
from meta87.rules.finding import Hit, Rule, Severity

BEGINNING = 70  # characters by which a repeated passage is known again


def _repeated(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields, once per answer, the passages that report the same as other answers.

    Each is listed with the answers that report it, and no others. A passage that the form asks to
    highlight has by its nature been reported before: it is listed and is no hit.
    """
    pairs = [pair for pair in report.repeated_claims if not differing(*pair)]
    by_question: dict[str, list[tuple[Claim, Claim]]] = defaultdict(list)
    for first, again in pairs:
        if again.asks != "highlights":
            by_question[again.question].append((first, again))
    for question, here in by_question.items():
        others = [
            {first.question, *(a.question for f, a in pairs if f is first)} - {question}
            for first, _ in here
        ]
        named = (
            f"«{shorten(again.passage.text, BEGINNING, placeholder='…')}» ({_listed(questions)})"
            for (_, again), questions in zip(here, others, strict=True)
        )
        other, count = _listed(set().union(*others)), str(len(here))
        details = {"repeated": "; ".join(named), "other": other, "count": count}
        evidence = tuple(first.passage.text for first, _ in here)
        yield Hit(here[0][1].passage.passage, None, details, evidence, question=question)


def _listed(questions: set[str]) -> str:
    return ", ".join(sorted(questions, key=lambda q: (int(q), "") if q.isdigit() else (0, q)))


def _figures_differ(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each number that differs from an earlier report of the same fact."""
    for first, again in report.repeated_claims:
        for here, there in differing(first, again):
            details = {"now": here.text, "before": there.text, "other": first.question}
            span, words = (here.start, here.end), (here.text, there.text)
            yield Hit(again.passage.passage, span, details, words, question=again.question)


RULES = (
    Rule("CON001", "repeated-achievement", Severity.WARNING, "report", _repeated),
    Rule("CON002", "figures-differ", Severity.WARNING, "report", _figures_differ),
)
