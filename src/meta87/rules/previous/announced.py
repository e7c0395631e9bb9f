"""PRE003 and PRE006: what the report before announced and this one does not mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log1p
from textwrap import shorten

from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.claim import Weights, weights_of
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.passage import Period
from meta87.rules.previous.steps import STEP, Topic, taken_up, topics
from meta87.rules.previous.titles import MOST, content_words
from meta87.rules.words import is_all

AHEAD, HELP = "next_priorities", "support_needed"  # of the form
MENTIONED = 0.5  # of the weight of its words, from which a text mentions something
RARE, RARE_SHARE = 5, 0.05  # texts that may have a rare word: some, or a share of a long report
OF_STEP = 4  # rare words of a step by which it is mentioned
OF_PROMISE = 3  # the same of a promise, which is longer
IS_STEP = 0.4  # of the weight of a next step's words, from which a promise is that step
QUOTED = 160  # characters of what was announced
# Where one sentence announces several things: "abrir la oficina, formar a los jueces y …".
_NEXT = re.compile(r"; |(?:, | [ye] )(?=(?:\w{2,20}[aei]r|la \w{3,20}ci[oó]n) )")
# When what is announced will be there, without a date.
_ONCE = re.compile(
    r"\b(?:(?:list[oa]s?|disponibles?)\b[^.;]{0,40}\b(?:cuando|en cuanto)"
    r"|una vez|tan pronto como)\b"
)
_TO_DO = re.compile(r"(?:[^:.]{1,40}: )?(?:\w{2,20}[aei]r|[Qq]ue) ")  # after what it is about
_CONVENTION = re.compile(r"\b[Cc]onvenio[^;\d]{0,40}\b(\d{2,3})\b")


@dataclass(frozen=True)
class Mentions:
    """The paragraphs of a report and the topics of its questions, by their words."""

    report: ReportAnalysis

    @cached_property
    def _texts(self) -> list[frozenset[str]]:
        topics = (answer.asked.topic for answer in self.report.answers)
        return [_words(text) for text in (*topics, *_paragraphs(self.report))]

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
        total = len(self._texts)
        return log1p(total / max(RARE, total * RARE_SHARE)) / log1p(total)

    def has(self, announced: str, few: int) -> bool:
        """Returns whether a text of the report has most of what is announced, or a few rare words.

        Args:
            announced: what is looked for.
            few: rare words of it that are enough.
        """
        words = _words(announced)
        return any(
            not _is_of_another(words, text)
            and (
                self._share(words, text) >= MENTIONED
                or sum(self._weights[word] >= self._common for word in words & text) >= few
            )
            for text in self._texts
        )

    def share(self, of: str, within: str) -> float:
        """Returns the share of the weight of a text's words that another one has, 0 to 1."""
        return self._share(content_words(of), content_words(within))

    def _share(self, words: frozenset[str], within: frozenset[str]) -> float:
        total = sum(self._weights.get(word, self._unknown) for word in words)
        shared = sum(self._weights.get(word, self._unknown) for word in words & within)
        return shared / (total or 1.0)


def _words(text: str) -> frozenset[str]:
    """Returns the content words of a text and the numbers of the conventions that it names."""
    return content_words(text) | frozenset(_CONVENTION.findall(text))


def _is_of_another(words: frozenset[str], text: frozenset[str]) -> bool:
    """Returns whether a text names conventions, and by their numbers others than the words do."""
    wanted, named = ({each for each in of if each.isdigit()} for of in (words, text))
    return bool(wanted and named) and wanted.isdisjoint(named)


def _paragraphs(report: ReportAnalysis) -> Iterator[str]:
    """Yields the paragraphs of a report, without the help that it asks for."""
    for answer in report.answers:
        for paragraph in answer.paragraphs if answer.asked.id != HELP else ():
            yield " ".join(passage.text for passage in paragraph)


def _unmentioned(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each next step of the report before that this one does not mention."""
    if report.previous is None:
        return
    steps = [a.asked.question for a in report.answers if a.asked.id == STEP]
    mentions, place = Mentions(report), (steps or [""])[-1]
    for question, step in _announced(report.previous):
        if not mentions.has(step, OF_STEP):
            quoted = shorten(step, QUOTED, placeholder="…")
            details = {"step": quoted, "other": question, "place": place}
            yield Hit(None, None, details, (step,))


def _announced(previous: ReportAnalysis) -> Iterator[tuple[str, str]]:
    """Yields the steps that a report announces or has not completed, each with its question."""
    for answer in previous.answers:
        if answer.asked.id == AHEAD:
            yield from ((answer.asked.question, step) for step in _listed(answer))
    for title, answer in topics(previous, STEP)[:MOST]:
        if any(is_all(label, "unfinished_states") for label in answer.ticked):
            yield answer.asked.question, title


def _listed(answer: AnswerAnalysis) -> list[str]:
    """Returns what an answer about the next period announces: its items, or its sentences."""
    found = [
        part
        for passage in answer.passages
        if not passage.introduces
        and (passage.is_item or passage.kind != "context" or _TO_DO.match(passage.text))
        for part in _parts(passage.text)
    ]
    return found[:MOST]


def _parts(text: str) -> list[str]:
    """Returns the things that a sentence announces one by one; short ones belong together."""
    parts = [part.strip(" .;,") for part in _NEXT.split(text)]
    return parts if all(len(content_words(part)) > 1 for part in parts) else [text.strip(" .;,")]


def _unkept(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each promise of the report before for this period that this one does not mention."""
    if report.previous is None or report.period is None:
        return
    mentions, then = Mentions(report), Mentions(report.previous)
    steps = [step for _, step in _announced(report.previous)]
    for answer, passage in _promises(report.previous, report.period):
        is_step = any(then.share(step, passage.text) >= IS_STEP for step in steps)
        if not is_step and not mentions.has(passage.text, OF_PROMISE):
            details = {
                "promise": shorten(passage.text, QUOTED, placeholder="…"),
                "other": answer.asked.question,
            }
            yield Hit(None, None, details, (passage.text,), question=_taken_up(report, answer))


def _promises(
    previous: ReportAnalysis, period: Period
) -> list[tuple[AnswerAnalysis, PassageAnalysis]]:
    """Returns the plans of a report that are dated by the end of the next period."""
    found = [
        (answer, passage)
        for answer in previous.answers
        if answer.asked.expects == "results" and answer.asked.id != STEP
        for passage in answer.passages
        if (passage.is_plan or passage.future) and _is_due(passage, period)
    ]
    return found[:MOST]


def _is_due(passage: PassageAnalysis, period: Period) -> bool:
    """Returns whether a passage has a date that ends or begins in a period, or says after what."""
    if passage.future and _ONCE.search(passage.text, passage.future[0]):
        return True
    ends = (last or first for first, last in (date.days for date in passage.dates))
    return any(period[0] <= end <= period[1] for end in ends if end)


def _taken_up(report: ReportAnalysis, then: AnswerAnalysis) -> str:
    """Returns the question of a report that asks what another asked in the report before."""
    (_, found), *_ = taken_up([Topic(then.asked.topic, then)], topics(report, then.asked.id))
    return found.answer.asked.question if found else ""


RULES = (
    Rule("PRE003", "step-unmentioned", Severity.ERROR, "report", _unmentioned),
    Rule("PRE006", "promise-unmentioned", Severity.WARNING, "report", _unkept),
)
