"""Whether a report mentions what the report before it announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import log

from meta87.form.folding import fold
from meta87.form.period import MONTHS
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.claims import Weights, weights_of
from meta87.rules.words import SHORT, STEM

MENTIONED = 0.5  # of the weight of its words, from which a text mentions something
RARE, RARE_SHARE = 5, 0.05  # texts that may have a rare word: some, or a share of a long report
MOST = 60  # things announced that are looked for
# Where one sentence announces several things: "abrir la oficina, formar a los jueces y …".
_NEXT = re.compile(r"; |(?:, | [ye] )(?=(?:\w{2,20}[aei]r|la \w{3,20}ci[oó]n) )")


def content_words(text: str) -> frozenset[str]:
    """Returns the beginnings of the longer words of a text, without months.

    Words of the themes count: a report may say nothing more of forced labour.
    """
    words = (word for word in fold(text).text.split() if word.isalpha() and len(word) >= SHORT)
    return frozenset(word[:STEM] for word in words if word not in MONTHS)


@dataclass(frozen=True)
class Mentions:
    """The paragraphs of a report and the topics of its questions, by their words."""

    report: ReportAnalysis

    @cached_property
    def _texts(self) -> list[frozenset[str]]:
        topics = (answer.asked.topic for answer in self.report.answers)
        return [content_words(text) for text in (*topics, *_paragraphs(self.report))]

    @cached_property
    def _weights(self) -> Weights:
        return weights_of(self._texts)

    @cached_property
    def _unknown(self) -> float:
        """Weight of a word that the report does not have: as much as its rarest."""
        return max(self._weights.values(), default=1.0)

    @cached_property
    def _common(self) -> float:
        """Weight of a word that is in so many texts that it tells little."""
        return log(1 + len(self._texts) / max(RARE, len(self._texts) * RARE_SHARE))

    def has(self, announced: str, few: int) -> bool:
        """Returns whether a text of the report has most of what is announced, or a few rare words.

        Args:
            announced: what is looked for.
            few: rare words of it that are enough.
        """
        words = content_words(announced)
        return any(
            self._share(words, text) >= MENTIONED
            or sum(self._weights[word] >= self._common for word in words & text) >= few
            for text in self._texts
        )

    def share(self, of: str, within: str) -> float:
        """Returns the share of the weight of a text's words that another one has, 0 to 1."""
        return self._share(content_words(of), content_words(within))

    def _share(self, words: frozenset[str], within: frozenset[str]) -> float:
        total = sum(self._weights.get(word, self._unknown) for word in words)
        shared = sum(self._weights.get(word, self._unknown) for word in words & within)
        return shared / (total or 1.0)


def _paragraphs(report: ReportAnalysis) -> Iterator[str]:
    for answer in report.answers:
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
    return parts if all(len(content_words(part)) > 1 for part in parts) else [text.strip(" .;,")]
