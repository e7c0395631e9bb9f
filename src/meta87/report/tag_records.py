"""Tagged passages as passage records: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meta87.classify.labels import Prediction
from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import Entity

DIGITS = 4  # of scores and weights


def records(tagged: TaggedReport, name: str, model: str) -> Iterator[dict[str, Any]]:
    """Yields every passage of a tagged report as a passage record with ``predicted``.

    Args:
        tagged: the report.
        name: name of the report in the records.
        model: version of the model that tagged it.
    """
    shared = {
        "report": name,
        "country": tagged.report.country,
        "year": tagged.report.year,
        "document_kind": tagged.document_kind,
    }
    for answer in tagged.answers:
        for passage in answer.passages:
            yield _record(shared, tagged.report.source, answer, passage) | {"model": model}


def predicted(prediction: Prediction, entities: tuple[Entity, ...]) -> dict[str, Any]:
    """Returns the value of ``predicted`` in a passage record."""
    return {
        "themes": list(prediction.themes),
        "theme_scores": rounded(prediction.theme_scores),
        "kind": prediction.kind,
        "kind_scores": rounded(prediction.kind_scores),
        "entities": [entity.record() for entity in entities],
        "evidence": [
            {"label": e.label, "text": e.text, "weight": round(e.weight, DIGITS)}
            for e in prediction.evidence
        ],
        "doubtful": list(prediction.doubtful),
    }


def jsonl(rows: Iterable[Mapping[str, Any]]) -> str:
    """Returns records as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _record(
    shared: dict[str, Any], file: str, answer: TaggedAnswer, passage: TaggedPassage
) -> dict[str, Any]:
    anchors = [anchor.record() for anchor in passage.locate(0, len(passage.text))]
    question = answer.answer.question
    return {
        "id": f"{file}-{question}-{passage.paragraph}-{passage.sentence}",
        **shared,
        "section": answer.answer.section,
        "question": question,
        "question_id": answer.answer.id,
        "topic": answer.answer.topic,
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "context": passage.context,
        "text": passage.text,
        "source": {
            "file": file,
            "anchor": anchors,
            "span": [passage.start, passage.end],
        },
        "predicted": predicted(passage.prediction, passage.entities),
    }


def rounded(scores: Mapping[str, float]) -> dict[str, float]:
    """Returns scores rounded to the digits that are written."""
    return {label: round(score, DIGITS) for label, score in scores.items()}
