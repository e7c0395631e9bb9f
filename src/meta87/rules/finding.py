"""Rules and findings: immutable values; their texts are in the message catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from meta87.questionnaire.folding import fold
from meta87.reading.document import Anchor
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport


class Severity(StrEnum):
    """How much a finding weighs: what the guideline demands, advises, or notes."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """Order of severities: 0 for a suggestion, 2 for an error."""
        return ("suggestion", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found in an answer.

    Attributes:
        passage: the passage, or None when the whole answer is meant.
        span: characters of the passage that are meant, or None for all of it.
        details: values that the rule's message names; a value that starts with ``@`` is
            itself the id of a text.
        evidence: the words that it rests on.
    """

    passage: TaggedPassage | None = None
    span: tuple[int, int] | None = None
    details: dict[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


Check = Callable[[TaggedAnswer, TaggedReport], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A demand of the guideline that can be checked.

    Its texts are ``rules.<code>.title``, ``.message``, ``.action`` and ``.source`` in the
    message catalogue.

    Attributes:
        code: short id, such as ``RES001``.
        name: the same in words, such as ``process-only``.
        severity: how much its findings weigh.
        scope: what it looks at.
        check: gives its hits in one answer.
    """

    code: str
    name: str
    severity: Severity
    scope: Literal["answer", "passage"]
    check: Check


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a report that breaks a rule."""

    rule: Rule
    question: str
    hit: Hit
    fingerprint: str

    @property
    def quote(self) -> str:
        """The words that are meant, or "" for a whole answer."""
        passage, span = self.hit.passage, self.hit.span
        if passage is None:
            return ""
        return passage.text[slice(*span)] if span else passage.text

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Where the words stand in the source."""
        passage = self.hit.passage
        if passage is None:
            return ()
        return passage.locate(*(self.hit.span or (0, len(passage.text))))


def fingerprint(rule: Rule, report: TaggedReport, question: str, hit: Hit) -> str:
    """Give an id that stays the same when text moves: report, question, rule and words."""
    passage = hit.passage
    words = [fold(passage.text).text] if passage else []
    if passage and hit.span:
        words.append(fold(passage.text[slice(*hit.span)]).text)
    about = report.report
    key = "\n".join((about.country, str(about.year), question, rule.code, *words))
    return hashlib.sha256(key.encode()).hexdigest()[:16]
