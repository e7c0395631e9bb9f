"""CON rules on repetition: an achievement told in several answers, and told with other figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.tellings import Telling, differing, same_tellings
from meta87.tagged import TaggedReport


def _repeated(report: TaggedReport) -> Iterator[Hit]:
    """Give, once an answer, the first passage that tells what earlier answers told.

    What the form asks to highlight has been told before by its nature: it is named and no hit.
    """
    told: dict[str, list[tuple[Telling, Telling]]] = defaultdict(list)
    pairs = [pair for pair in same_tellings(report) if not differing(*pair)]
    for first, again in pairs:
        if again.answer.answer.asks != "highlights":
            told[again.question].append((first, again))
    for question, here in told.items():
        sources = [first for first, _ in here]
        beside = {again.question for first, again in pairs if first in sources} - {question}
        others = beside.union(first.question for first in sources)
        yield Hit(
            here[0][1].passage,
            details={"other": ", ".join(sorted(others, key=_numerically))},
            evidence=tuple(first.passage.text for first in sources),
            question=question,
        )


def _numerically(question: str) -> tuple[int, str]:
    return (int(question), "") if question.isdigit() else (0, question)


def _figures_differ(report: TaggedReport) -> Iterator[Hit]:
    """Give each figure that an earlier telling of the same fact gave otherwise."""
    for first, again in same_tellings(report):
        for here, there in differing(first, again):
            details = {"now": here.text, "before": there.text, "other": first.question}
            span, words = (here.start, here.end), (here.text, there.text)
            yield Hit(again.passage, span, details, words, question=again.question)


RULES = (
    Rule("CON001", "repeated-achievement", Severity.WARNING, "report", _repeated),
    Rule("CON002", "figures-differ", Severity.WARNING, "report", _figures_differ),
)
