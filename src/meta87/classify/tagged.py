"""A report with its passages labelled: what tagging gives and rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meta87.classify.labels import THEMES, Kind, Prediction, Theme
from meta87.entities.entity import DATE, DateValue, Entity
from meta87.form.report import Answer, Report
from meta87.reading.document import Anchor, Block

CELL_BREAK = " | "
"""What stands between the cells of a table row in the text of its passage."""


class Verdict(StrEnum):
    """What an answer amounts to (annotation guidelines, section 4)."""

    RESULTS = "results"
    PROCESS_ONLY = "process_only"
    NO_ACTION = "no_action"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class TaggedPassage:
    """A passage of an answer with what was found in it.

    Attributes:
        block: the paragraph, list item or table row that holds it.
        paragraph: place of the block in the answer, from 0.
        sentence: place of the passage in the block, from 0.
        start: first code point of the passage in the block's text.
        end: code point after the last.
        context: what stands before it in the answer.
        entities: dates, counts and institutions; offsets in the passage.
        prediction: themes, kind and acts.
    """

    block: Block
    paragraph: int
    sentence: int
    start: int
    end: int
    context: str
    entities: tuple[Entity, ...]
    prediction: Prediction

    @property
    def text(self) -> str:
        """The passage."""
        return self.block.text[self.start : self.end]

    @property
    def kind(self) -> Kind:
        """Its kind: output, process or context."""
        return self.prediction.kind

    def locate(self, start: int, end: int) -> tuple[Anchor, ...]:
        """Returns the anchors in the source of ``text[start:end]``."""
        return self.block.locate(self.start + start, self.start + end)

    def found(self, *labels: str) -> tuple[Entity, ...]:
        """Returns the entities of the labels."""
        return tuple(entity for entity in self.entities if entity.label in labels)

    @property
    def dates(self) -> tuple[Entity, ...]:
        """The dates with a first or a last day: not "hoy" if nothing dates the text."""
        return tuple(
            entity
            for entity in self.found(DATE)
            if isinstance(entity.value, DateValue) and (entity.value.first or entity.value.last)
        )


@dataclass(frozen=True, slots=True)
class TaggedAnswer:
    """An answer with its passages, in order."""

    answer: Answer
    passages: tuple[TaggedPassage, ...]

    @property
    def text(self) -> str:
        """The text written, one block per line."""
        return "\n".join(block.text for block in self.answer.blocks)

    @property
    def tells_results(self) -> bool:
        """Whether its question asks for results of the period."""
        return self.answer.expects == "results" and self.answer.tells == "past"

    @property
    def verdict(self) -> Verdict:
        """The verdict on the answer."""
        kinds = {passage.kind for passage in self.passages}
        if "output" in kinds:
            return Verdict.RESULTS
        if "process" in kinds:
            return Verdict.PROCESS_ONLY
        ticked = any(choice.checked for choice in self.answer.choices)
        return Verdict.NO_ACTION if kinds or ticked else Verdict.EMPTY


@dataclass(frozen=True, slots=True)
class TaggedReport:
    """A report with its tagged answers, one a question."""

    report: Report
    answers: tuple[TaggedAnswer, ...]

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day of the reference period, or None."""
        return self.report.period

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that its model predicts; those of the guideline if there is no passage."""
        passages = (passage for answer in self.answers for passage in answer.passages)
        told = dict.fromkeys(theme for each in passages for theme in each.prediction.theme_scores)
        return tuple(told) or THEMES
