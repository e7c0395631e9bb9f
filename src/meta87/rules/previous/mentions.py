"""Whether a report mentions what the report before it announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.claims import Weights, weights_of
from meta87.rules.words import stems

MENTIONED = 0.5  # of the weight of its words, from which a text mentions something
MOST = 60  # things announced that are looked for
# Where one sentence announces several things: "abrir la oficina, formar a los jueces y …".
_NEXT = re.compile(r"; |(?:, | [ye] )(?=(?:\w{2,20}[aei]r|la \w{3,20}ci[oó]n) )")


@dataclass(frozen=True)
class Mentions:
    """The paragraphs of a report and the topics of its questions, by their words."""

    report: ReportAnalysis

    @cached_property
    def _texts(self) -> list[frozenset[str]]:
        topics = (a.asked.topic for a in self.report.answers if a.asked.expects != "plans")
        return [stems(text) for text in (*topics, *_paragraphs(self.report))]

    @cached_property
    def _weights(self) -> Weights:
        return weights_of(self._texts)

    def of(self, announced: str) -> float:
        """Returns the share of the weight of a text's words that one paragraph has, 0 to 1."""
        unknown = max(self._weights.values(), default=1.0)
        weights = {word: self._weights.get(word, unknown) for word in stems(announced)}
        total = sum(weights.values())
        found = (sum(weights[word] for word in words & weights.keys()) for words in self._texts)
        return max(found, default=0.0) / total if total else 1.0


def _paragraphs(report: ReportAnalysis) -> Iterator[str]:
    for answer in report.answers:
        if answer.asked.expects != "plans":
            for _, group in groupby(answer.passages, key=lambda passage: passage.paragraph):
                yield " ".join(passage.text for passage in group)


def announced(answer: AnswerAnalysis) -> list[str]:
    """Returns what an answer about the next period announces: its items, or its sentences."""
    found = [
        part
        for passage in answer.passages
        if not passage.introduces and (passage.is_item or passage.kind != "context")
        for part in _parts(passage.text)
    ]
    return found[:MOST]


def _parts(text: str) -> list[str]:
    """Returns the things that a sentence announces one by one; short ones belong together."""
    parts = [part.strip(" .;,") for part in _NEXT.split(text)]
    return parts if all(len(stems(part)) > 1 for part in parts) else [text.strip(" .;,")]
