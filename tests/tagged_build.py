"""Tagged reports for tests: kinds are given, entities are what the Spanish pipeline finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from spacy.language import Language

from meta87.classification.labels import KINDS, Evidence, Kind, Prediction
from meta87.language.entity import Reference
from meta87.language.pipeline import annotate, entities, spanish
from meta87.questionnaire.report import Answer, Choice, Report
from meta87.reading.document import Anchor, Block, BlockKind, Piece
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport

YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))


@cache
def pipeline() -> Language:
    return spanish()


def prediction(kind: Kind) -> Prediction:
    scores = {each: 0.8 if each == kind else 0.1 for each in KINDS}
    themes = {"child_labour": 0.9, "forced_labour": 0.1, "trafficking": 0.1, "migration": 0.1}
    return Prediction(("child_labour",), themes, kind, scores, (Evidence(kind, "prueba", 1.0),))


def passage(kind: Kind, text: str, index: int = 0, context: str = "") -> TaggedPassage:
    """Make a passage of its own paragraph; a text that starts with "- " is a list item."""
    block_kind = BlockKind.LIST_ITEM if text.startswith("- ") else BlockKind.PARAGRAPH
    text = text.removeprefix("- ")
    block = Block(block_kind, text, (Piece(0, len(text), Anchor("text", index, 0, len(text))),))
    doc = annotate(pipeline(), text, Reference(YEAR_2024, context))
    return TaggedPassage(
        block, index, 0, 0, len(text), context, entities(doc), prediction(kind)
    )  # fmt: skip


def answer(
    told: Sequence[tuple[Kind, str]], choices: Sequence[Choice] = (), **facts: object
) -> TaggedAnswer:
    """Make an answer of (kind, text) pairs; by default it must report past results."""
    passages, context = [], ""
    for index, (kind, text) in enumerate(told):
        passages.append(passage(kind, text, index, context[-600:]))
        context = f"{context} {text}".strip()
    defaults = {"question": "1", "wording": "¿Qué progresos?", "id": "priority_progress"}
    blocks = tuple(p.block for p in passages)
    asked = Answer(**{**defaults, **facts}, choices=tuple(choices), blocks=blocks)  # type: ignore[arg-type]
    return TaggedAnswer(asked, tuple(passages))


def report(*answers: TaggedAnswer, period: tuple[date, date] | None = YEAR_2024) -> TaggedReport:
    about = Report(
        source="informe.docx", template="alianza87", country="UY", year=2024, period=period,
        answers=tuple(a.answer for a in answers), placed=(),
    )  # fmt: skip
    return TaggedReport(about, answers)
