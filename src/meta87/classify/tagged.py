"""A tagged report: its answers, their passages, and the labels and entities of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from meta87.classify.labels import KINDS, THEMES, Kind, Prediction, Theme
from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    LINK,
    LOCATION,
    MONEY,
    PARTICIPANTS,
    PERCENT,
    QUANTITY,
    DateValue,
    Entity,
)
from meta87.entities.links import find_links
from meta87.entities.percentages import find_percentages
from meta87.form.report import Answer, Report
from meta87.reading.document import Anchor, Block

if TYPE_CHECKING:
    from pandas import DataFrame

ENTITY_COLUMNS: Mapping[str, str] = {
    DATE: "dates",
    PARTICIPANTS: "participants",
    QUANTITY: "quantities",
    INSTITUTION: "institutions",
    MONEY: "money",
    LOCATION: "places",
    INSTRUMENT: "instruments",
    LINK: "links",
    PERCENT: "percentages",
}
"""The columns of a table of passages that list the entities of each label."""


_REACHED = ("reached", "trained")  # scopes


def marks(text: str) -> tuple[Entity, ...]:
    """Returns the links and percentages of a text, which stand beside its entities."""
    return (*find_links(text), *find_percentages(text))


def people_of(counts: Iterable[Mapping[str, Any]]) -> int | None:
    """Returns the sum of the people whom acts reached or trained, each once.

    Args:
        counts: values of counts of people, as the records of passages write them.
    """
    numbers = [
        count["number"]
        for count in counts
        if count.get("scope") in _REACHED and not count.get("left_out")
    ]
    return sum(numbers) if numbers else None


class Verdict(StrEnum):
    """The verdict on an answer (annotation guidelines, section 4)."""

    RESULTS = "results"
    PROCESS_ONLY = "process_only"
    NO_ACTION = "no_action"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class TaggedPassage:
    """A passage of an answer with its labels and entities.

    Attributes:
        block: The paragraph, list item or table row that contains it.
        paragraph: Index of the block in the answer.
        sentence: Index of the passage in the block.
        start: First code point of the passage in the block's text.
        end: Code point after the last.
        context: The passages before it in the answer.
        entities: Dates, counts, institutions and others; offsets in the passage.
        prediction: Its predicted themes, kind and speech acts.
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

    @property
    def people(self) -> int | None:
        """The people whom acts reached or trained, each once; None without such counts."""
        return people_of([entity.record().get("value", {}) for entity in self.found(PARTICIPANTS)])


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
    def kinds(self) -> Counter[Kind]:
        """Number of its passages by kind."""
        return Counter(passage.kind for passage in self.passages)

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
    """A report with its tagged answers, one a question.

    Attributes:
        report: The report.
        answers: Its answers.
        unplaced: The text under no question in runs, each as an answer to no question.
        model: Name of the model that tagged it; "" for the shipped one.
    """

    report: Report
    answers: tuple[TaggedAnswer, ...]
    unplaced: tuple[TaggedAnswer, ...] = ()
    model: str = ""

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day of the reference period, or None."""
        return self.report.period

    @property
    def document_kind(self) -> Literal["form", "free"]:
        """``form`` for a questionnaire that is known, ``free`` for any other text."""
        return "form" if self.report.template else "free"

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that its model predicts; those of the guideline if there is no passage."""
        passages = (passage for answer in self.answers for passage in answer.passages)
        scored = dict.fromkeys(theme for each in passages for theme in each.prediction.theme_scores)
        return tuple(scored) or THEMES

    def to_pandas(self) -> DataFrame:
        """Returns a table with one row per passage, in the order of the report.

        Columns are named as in the tables of ``meta87 tag``: ``report``, ``country``, ``year``,
        ``document_kind``, ``section``, ``question``, ``question_id``, ``topic``, ``paragraph``,
        ``sentence``, ``context``, ``text``, ``kind`` and ``themes``. Each kind and theme has a
        column with its probability, such as ``score_output`` and ``score_migration``;
        ``low_confidence`` lists the labels that are uncertain, ``reasons`` the words that weighed
        most. ``dates``, ``participants``, ``quantities``, ``institutions``, ``money``, ``places``,
        ``instruments``, ``links`` and ``percentages`` list the entities with their offsets and
        values, and ``people`` is the sum of the people whom acts reached or trained.
        """
        import pandas as pd  # noqa: PLC0415  heavy

        pairs = [(tagged.answer, each) for tagged in self.answers for each in tagged.passages]
        passages = [passage for _, passage in pairs]
        predictions = [passage.prediction for passage in passages]
        entities = [(*passage.entities, *marks(passage.text)) for passage in passages]
        return pd.DataFrame({
            "report": PurePath(self.report.source).stem,
            "country": self.report.country,
            "year": self.report.year,
            "document_kind": self.document_kind,
            **{
                name: [getattr(answer, field) for answer, _ in pairs]
                for name, field in _ANSWER_COLUMNS.items()
            },
            **{name: [getattr(each, name) for each in passages] for name in _PASSAGE_COLUMNS},
            "themes": [list(each.themes) for each in predictions],
            "low_confidence": [list(each.doubtful) for each in predictions],
            "reasons": [[*map(asdict, each.evidence)] for each in predictions],
            **{f"score_{kind}": [each.kind_scores[kind] for each in predictions] for kind in KINDS},
            **{
                f"score_{theme}": [each.theme_scores[theme] for each in predictions]
                for theme in self.themes
            },
            **{
                column: [[_fields(e) for e in each if e.label == label] for each in entities]
                for label, column in ENTITY_COLUMNS.items()
            },
            "people": pd.array([each.people for each in passages], dtype="Int64"),
        })  # fmt: skip


_ANSWER_COLUMNS = {
    "section": "section", "question": "question", "question_id": "id", "topic": "title",
}  # fmt: skip
_PASSAGE_COLUMNS = ("paragraph", "sentence", "context", "text", "kind")


def _fields(entity: Entity) -> dict[str, Any]:
    """Returns the text, the offsets and the value of an entity; days as `datetime.date`."""
    value = entity.record().get("value", {})
    if isinstance(entity.value, DateValue):
        value = {"from": entity.value.first, "to": entity.value.last}
    return {"text": entity.text, "start": entity.start, "end": entity.end, **value}
