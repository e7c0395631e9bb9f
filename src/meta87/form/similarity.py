"""How similar a text is to a question that was shortened, retyped or asked in part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from meta87.form.folding import fold
from meta87.form.period import MONTHS
from meta87.form.template import SLOT, Question

MIN_KEYWORD = 4  # letters
STEM = 5  # first letters that the forms of a word share
MIN_HEAD = 4  # words of the beginning of a wording
COVERAGE_EXPONENT = 0.35  # of the share of the question that a text contains
TOPIC_WEIGHT = 0.8  # a text with only the topic of a question may be a heading of the author's
# What fills the slots of a wording: a topic in quotation marks, a month.
FILLED = re.compile(rf"«[^»]*»|“[^”]*”|\"[^\"]*\"|\b(?:{'|'.join(MONTHS)}) de \d{{4}}")
LEADING_NUMBER = re.compile(r"^\d{1,3} ")


class Similarity:
    """Rates texts against the wordings of questions."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.wordings = [fold(SLOT.sub(" ", question.wording)).text for question in questions]
        self.topics = [fold(question.topic).text for question in questions]
        self.keywords = [_keywords(wording) for wording in self.wordings]
        counts = Counter(word for words in self.keywords for word in set(words))
        self.weights = {word: log(1 + len(questions) / n) for word, n in counts.items()}
        self.unknown = log(1 + len(questions))

    def rate(self, text: str) -> list[float]:
        """Returns the similarity of a text to each question, 0 to 100."""
        folded = without_number(fold(FILLED.sub(" ", text)).text)
        words = _keywords(folded)
        is_long = folded.count(" ") >= MIN_HEAD - 1
        return [
            max(
                fuzz.ratio(folded, wording[: len(folded)]) if is_long else 0.0,
                self._rate_keywords(words, asked),
                TOPIC_WEIGHT * fuzz.ratio(folded, topic),
            )
            for wording, asked, topic in zip(self.wordings, self.keywords, self.topics, strict=True)
        ]

    def _rate_keywords(self, words: Sequence[str], asked: Sequence[str]) -> float:
        """Rates the keywords that a text shares with a wording, in order; rare ones count more."""
        parts = [op for op in LCSseq.opcodes(words, asked) if op.tag == "equal"]
        shared = sum(self._weight(words[part.src_start : part.src_end]) for part in parts)
        if not shared:
            return 0.0
        coverage: float = (shared / self._weight(asked)) ** COVERAGE_EXPONENT
        return 100 * shared / self._weight(words) * coverage

    def _weight(self, words: Sequence[str]) -> float:
        return sum(self.weights.get(word, self.unknown) for word in words)


def _keywords(folded: str) -> list[str]:
    return [word[:STEM] for word in folded.split() if len(word) >= MIN_KEYWORD]


def without_number(folded: str) -> str:
    """Returns a folded text without the number that it begins with."""
    return LEADING_NUMBER.sub("", folded)
