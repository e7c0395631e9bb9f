"""Rules and findings: immutable values; their texts are in the message catalogue."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from meta87.classify.tagged import TaggedPassage, TaggedReport
from meta87.form.folding import fold
from meta87.reading.document import Anchor
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis


class Severity(StrEnum):
    """How much a finding weighs: what the guideline demands, advises, or notes."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """Order of severities: 0 for a suggestion, 2 for an error."""
        return ("suggestion", "warning", "error").index(self.value)

    @property
    def below(self) -> Severity:
        """The severity one step lower; a suggestion stays one."""
        return (Severity.SUGGESTION, Severity.SUGGESTION, Severity.WARNING)[self.rank]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found in an answer.

    Attributes:
        passage: the passage, or None when the whole answer is meant.
        span: characters of the passage that are meant, or None for all of it.
        details: values that the rule's message names; a value that starts with ``@`` is
            itself the id of a text.
        evidence: the words that it rests on.
        doubtful: whether it rests on a label of low confidence; its severity is then one step
            lower, and its message says so.
        milder: whether it weighs one step less than its rule for another reason.
        question: number of the question, or "" for one that the report lacks.
        listed: what one hit is about at once; its fingerprint changes with it.
        invalidates_verdict: whether it leaves no result that its answer's verdict can rest on.
        note: id under ``ui.note`` of a sentence that its message goes on with, or "".
    """

    passage: TaggedPassage | None = None
    span: tuple[int, int] | None = None
    details: dict[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    doubtful: bool = False
    milder: bool = False
    question: str = ""
    listed: tuple[str, ...] = ()
    invalidates_verdict: bool = False
    note: str = ""


Check = Callable[[ReportAnalysis], Iterator[Hit]]


def by_answer(check: Callable[[AnswerAnalysis, ReportAnalysis], Iterator[Hit]]) -> Check:
    """Makes a check of a report out of one that checks each answer separately."""

    def _whole(report: ReportAnalysis) -> Iterator[Hit]:
        for answer in report.answers:
            for hit in check(answer, report):
                yield replace(hit, question=answer.asked.question)

    return _whole


@dataclass(frozen=True, slots=True)
class Rule:
    """A demand of the guideline that can be checked.

    Its texts are ``rules.<code>.title``, ``.message``, ``.action``, ``.source`` (the sentence of
    the guideline that it enforces) and ``.why`` in the message catalogue; an example that breaks
    it and one that keeps it are in ``examples.toml``.

    Attributes:
        code: short id, such as ``RES001``.
        name: the same in words, such as ``process-only``.
        severity: how much its findings weigh: an error where the guideline demands, a warning
            where it advises or the report contradicts itself, a suggestion for hygiene.
        scope: what it looks at.
        check: gives its hits in a report.
    """

    code: str
    name: str
    severity: Severity
    scope: Literal["passage", "answer", "report"]
    check: Check

    @property
    def family(self) -> str:
        """What it is about: the letters of its code."""
        return self.code.rstrip("0123456789")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a report that breaks a rule.

    Attributes:
        rule: what it breaks.
        hit: where, and by what words.
        fingerprint: stays the same when the text moves, or is edited elsewhere.
        severity: that of the rule, or one step less for what is doubtful.
    """

    rule: Rule
    hit: Hit
    fingerprint: str
    severity: Severity

    @property
    def question(self) -> str:
        """Number of its question, or "" for one missing in the report."""
        return self.hit.question

    @property
    def quote(self) -> str:
        """The words that it is about, or "" for a whole answer."""
        passage, span = self.hit.passage, self.hit.span
        if passage is None:
            return ""
        return passage.text[slice(*span)] if span else passage.text

    @property
    def place(self) -> tuple[int, int] | None:
        """Paragraph and sentence of its passage in the answer, or None for a whole answer."""
        passage = self.hit.passage
        return (passage.paragraph, passage.sentence) if passage else None

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors of the words in the source."""
        passage = self.hit.passage
        if passage is None:
            return ()
        return passage.locate(*(self.hit.span or (0, len(passage.text))))


def numbered(hits: Iterable[tuple[Rule, Hit]], report: TaggedReport) -> Iterator[Finding]:
    """Yields the findings of a report, each with a fingerprint of its own.

    It stays the same when text moves, or is edited elsewhere: report, question, rule and words; and
    a number where the same words have the same fault again.
    """
    about, seen = report.report, Counter[str]()
    for rule, hit in hits:
        key = "\n".join((about.country, str(about.year), hit.question, rule.code, *_key(rule, hit)))
        seen[key] += 1
        numbers = [f"#{seen[key]}"] if seen[key] > 1 else []
        digest = hashlib.sha256("\n".join((key, *numbers)).encode()).hexdigest()[:16]
        severity = rule.severity.below if hit.doubtful or hit.milder else rule.severity
        yield Finding(rule, hit, digest, severity)


def _key(rule: Rule, hit: Hit) -> list[str]:
    """Returns the words that tell a hit from others of its rule in a question.

    What is about a whole answer, or lists several things, is shown at one passage and not about it.
    """
    passage = hit.passage
    if hit.listed or passage is None:
        return [*(hit.listed or hit.evidence)]
    if rule.scope == "answer":
        return []
    words = [passage.text, *([passage.text[slice(*hit.span)]] if hit.span else [])]
    return [fold(each).text for each in words]
