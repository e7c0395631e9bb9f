"""The answers of a report as the rules read them: each passage analysed once for all rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from meta87.classify.tagged import TaggedAnswer, TaggedReport
from meta87.form.folding import fold
from meta87.form.report import Answer
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.partial import partial_paragraphs
from meta87.rules.passage import Period
from meta87.rules.tenses import main_past
from meta87.rules.words import as_written, find, is_all

LONG = 300  # characters; a longer text is no placeholder
BRACKETED, REFUSED = as_written("bracketed"), as_written("refused")


@dataclass(frozen=True)
class AnswerAnalysis:
    """A tagged answer with its passages analysed."""

    tagged: TaggedAnswer
    passages: tuple[PassageAnalysis, ...]

    @property
    def asked(self) -> Answer:
        """Its question and its ticks."""
        return self.tagged.answer

    @cached_property
    def text(self) -> str:
        """The text written, one block per line."""
        return self.tagged.text

    @cached_property
    def ticked(self) -> tuple[str, ...]:
        """The labels of the ticked options."""
        return tuple(choice.label for choice in self.asked.choices if choice.checked)

    @cached_property
    def is_not_begun(self) -> bool:
        """Whether an option is ticked that says that the action has not begun."""
        return any(is_all(label, "not_begun") for label in self.ticked)

    @cached_property
    def is_unanswered(self) -> bool:
        """Whether it is empty, or its text does not answer."""
        text = self.text
        if not fold(text).text or find(text, "filler"):
            return True
        if len(text) >= LONG:
            return False
        refused = REFUSED.match(text) is not None and main_past(text) is None
        says_nothing = is_all(text, "not_applicable") or is_all(text, "placeholders")
        return says_nothing or refused or BRACKETED.fullmatch(text) is not None

    @cached_property
    def partial(self) -> frozenset[int]:
        """The paragraphs that tell progress towards a result not yet reached."""
        return partial_paragraphs(self.passages)

    @cached_property
    def explains_inaction(self) -> bool:
        """Whether it says that nothing was done, and why."""
        return bool(find(self.text, "nothing_done") and find(self.text, "reasons"))

    @cached_property
    def has_evidence(self) -> bool:
        """Whether it has a link, a document or a record by which it can be verified."""
        return any(passage.has_evidence for passage in self.passages)


@dataclass(frozen=True)
class ReportAnalysis:
    """A tagged report with its answers analysed."""

    tagged: TaggedReport
    answers: tuple[AnswerAnalysis, ...]

    @property
    def period(self) -> Period | None:
        """First and last day of the reference period, or None."""
        return self.tagged.period

    def parent(self, answer: AnswerAnalysis) -> AnswerAnalysis | None:
        """Returns the answer to the question that this one follows up on, or None."""
        wanted = answer.asked.follows
        return next((a for a in self.answers if wanted and a.asked.id == wanted), None)

    def without_placeholders(self) -> ReportAnalysis:
        """Returns it without the passages of the answers that are only placeholders."""
        answers = tuple(_emptied(a) if a.is_unanswered else a for a in self.answers)
        return replace(self, answers=answers)


def _emptied(answer: AnswerAnalysis) -> AnswerAnalysis:
    return AnswerAnalysis(replace(answer.tagged, passages=()), ())


def analyse(report: TaggedReport) -> ReportAnalysis:
    """Returns the analysis of a tagged report; its facts are computed when they are asked for."""
    answers = (
        AnswerAnalysis(answer, tuple(PassageAnalysis(p, report.period) for p in answer.passages))
        for answer in report.answers
    )
    return ReportAnalysis(report, tuple(answers))
