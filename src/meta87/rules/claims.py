"""CON rules on repetition: an achievement reported in several answers, or with other figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from textwrap import shorten

import numpy as np

from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import ReportAnalysis
from meta87.rules.claim import Claim, are_apart, candidates, differing, numbers_of, weights_of
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.repeats import features, probabilities

MANY = 40  # claims of a report; in a shorter one words are not commoner
LIKELY = 0.5  # probability from which two claims report one fact
BEGINNING = 70  # characters by which a repeated passage is known again


def claims_of(report: ReportAnalysis) -> list[Claim]:
    """Returns the claims of a report's answers on results, in order."""
    return [
        Claim(answer.asked.question, answer.asked.asks, passage, numbers_of(answer.text))
        for answer in report.answers
        for passage in (answer.passages if answer.asked.expects == "results" else ())
        if _claims(passage, named=answer.asked.asks == "highlights")
    ]


def compared(claims: Sequence[Claim]) -> tuple[list[tuple[int, int]], list[list[float]]]:
    """Returns the pairs of claims of two answers that share rare words, with their features.

    Claims of other years or places are none of them.
    """
    weights = weights_of([claim.words for claim in claims], MANY)
    pairs = [
        (here, there)
        for here, there in sorted(candidates(claims))
        if claims[here].question != claims[there].question
        and not are_apart(claims[here], claims[there])
    ]
    return pairs, [features(claims[here], claims[there], weights) for here, there in pairs]


def repeated_claims(report: ReportAnalysis) -> list[tuple[Claim, Claim]]:
    """Returns the claims that report the same fact in two answers: each with the first one.

    Only claims that share rare words are compared, so that a long report takes little longer; the
    likeliest pairs come first, and what is known to repeat another claim is not paired again.
    """
    claims = claims_of(report)
    pairs, rows = compared(claims)
    if not pairs:
        return []
    likely = probabilities(rows)
    found: dict[int, int] = {}
    for n in np.argsort(-likely, kind="stable"):
        here, there = pairs[n]
        if likely[n] >= LIKELY and not (here in found or there in found):
            found[there] = here
    return [(claims[here], claims[there]) for there, here in sorted(found.items())]


def _claims(passage: PassageAnalysis, *, named: bool) -> bool:
    """Returns whether a passage reports an action, a description by a count of what was done.

    Args:
        passage: the passage.
        named: whether it may only name what was done, as a highlight does.
    """
    return passage.kind != "context" or bool(passage.has_count and (passage.main_past or named))


def _repeated(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields, once per answer, the passages that report the same as other answers.

    Each is listed with the answers that report it, and no others. A passage that the form asks to
    highlight has by its nature been reported before: it is listed and is no hit.
    """
    pairs = [pair for pair in repeated_claims(report) if not differing(*pair)]
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
    for first, again in repeated_claims(report):
        for here, there in differing(first, again):
            details = {"now": here.text, "before": there.text, "other": first.question}
            span, words = (here.start, here.end), (here.text, there.text)
            yield Hit(again.passage.passage, span, details, words, question=again.question)


RULES = (
    Rule("CON001", "repeated-achievement", Severity.WARNING, "report", _repeated),
    Rule("CON002", "figures-differ", Severity.WARNING, "report", _figures_differ),
)
