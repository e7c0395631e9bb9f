"""The answers of a report as the rules read them: each passage analysed once for all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from meta87.classify.tagged import TaggedAnswer, TaggedReport
from meta87.form.folding import fold
from meta87.form.report import Answer
from meta87.rules.analysis import ASKED, DENIED, PassageAnalysis
from meta87.rules.claim import Claim, numbers_of
from meta87.rules.passage import Period
from meta87.rules.repeats import repeated
from meta87.rules.tenses import main_past, pasts
from meta87.rules.words import Span, as_written, find, find_all, is_all

OPENING = 3  # characters before the words that open a paragraph: "Le "
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
    def paragraphs(self) -> tuple[tuple[PassageAnalysis, ...], ...]:
        """Its passages by paragraph."""
        return tuple(tuple(group) for _, group in groupby(self.passages, attrgetter("paragraph")))

    @cached_property
    def partial(self) -> frozenset[int]:
        """The paragraphs that report progress towards a result that they name, not yet reached.

        By the guideline that is an answer, "incluso si el resultado aún no se ha logrado". What is
        missing may open the next one.
        """
        found: set[int] = set()
        before: tuple[PassageAnalysis, ...] = ()
        for paragraph in self.paragraphs:
            first = paragraph[0]
            missing = None if first.is_plan else find(first.text, "partial", "missing")
            joined = (*before, *paragraph) if missing and missing[0] <= OPENING else paragraph
            if _names_progress(joined):
                found.update(passage.paragraph for passage in joined)
            before = paragraph
        return frozenset(found)

    @cached_property
    def explains_inaction(self) -> bool:
        """Whether it says that nothing was done, and why."""
        return bool(find(self.text, "nothing_done") and find(self.text, "reasons"))

    @cached_property
    def has_evidence(self) -> bool:
        """Whether it has a link, a document or a record by which it can be verified."""
        return any(passage.has_evidence for passage in self.passages)


def _names_progress(passages: Sequence[PassageAnalysis]) -> bool:
    """Returns whether passages name a result, what is done for it and what is missing."""
    named = any(passage.names_result for passage in passages)
    missing = named and any(passage.has("partial", "missing") for passage in passages)
    return missing and any(next(_done(passage), None) for passage in passages)


def _done(passage: PassageAnalysis) -> Iterator[Span]:
    """Yields what a passage says is done: not that work went on, nor that something was not."""
    text = passage.text
    missing = [*find_all(text, "partial", "missing"), *find_all(text, "partial", "work")]
    done = [*find_all(text, "partial", "done"), *pasts(text)]
    if passage.dates and not passage.past:  # in the style of nouns
        done += find_all(text, "partial", "done_of_noun")
    for start, end in done:
        denied = DENIED.search(text[max(0, start - ASKED) : start])
        if not denied and not any(first < end and start < last for first, last in missing):
            yield start, end


@dataclass(frozen=True)
class ReportAnalysis:
    """A tagged report with its answers analysed.

    Attributes:
        tagged: the report.
        answers: its answers.
        previous: the report of the period before, or None.
    """

    tagged: TaggedReport
    answers: tuple[AnswerAnalysis, ...]
    previous: ReportAnalysis | None = None

    @property
    def period(self) -> Period | None:
        """First and last day of the reference period, or None."""
        return self.tagged.period

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims of its answers on results, in order."""
        return [
            Claim(answer.asked.question, answer.asked.asks, passage, numbers_of(answer.text))
            for answer in self.answers
            for passage in (answer.passages if answer.asked.expects == "results" else ())
            if _claims(passage, named=answer.asked.asks == "highlights")
        ]

    @cached_property
    def repeated_claims(self) -> list[tuple[Claim, Claim]]:
        """The claims that report the same fact in two answers: each with the first one."""
        return repeated(self.claims)

    def parent(self, answer: AnswerAnalysis) -> AnswerAnalysis | None:
        """Returns the answer to the question that this one follows up on, or None."""
        wanted = answer.asked.follows
        return next((a for a in self.answers if wanted and a.asked.id == wanted), None)

    def without_placeholders(self) -> ReportAnalysis:
        """Returns it without the passages of the answers that are only placeholders."""
        answers = tuple(
            AnswerAnalysis(replace(each.tagged, passages=()), ()) if each.is_unanswered else each
            for each in self.answers
        )
        return replace(self, answers=answers)


def analyse(report: TaggedReport) -> ReportAnalysis:
    """Returns the analysis of a tagged report; its facts are computed when they are asked for."""
    answers = (
        AnswerAnalysis(answer, tuple(PassageAnalysis(p, report.period) for p in answer.passages))
        for answer in report.answers
    )
    return ReportAnalysis(report, tuple(answers))


def _claims(passage: PassageAnalysis, *, named: bool) -> bool:
    """Returns whether a passage reports an action, a description by a count of what was done."""
    return passage.kind != "context" or bool(passage.has_count and (passage.main_past or named))
