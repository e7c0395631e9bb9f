"""Tagged passages as passage records: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meta87.classify.labels import Prediction
from meta87.classify.tagged import TaggedPassage, TaggedReport
from meta87.entities.entity import Entity
from meta87.rules.analysis import PassageAnalysis

DIGITS = 4  # of scores and weights


def records(tagged: TaggedReport, name: str, model: str) -> Iterator[dict[str, Any]]:
    """Yields every passage of a tagged report as a passage record with ``predicted``.

    Those under no question come last, with "" for a question, and what it should ask if the text
    before them looks like one. They have the name of the report and the version of the model.
    """
    file = tagged.report.source
    for number, answer in enumerate((*tagged.answers, *tagged.unplaced), start=1):
        asked = answer.answer
        place = asked.question or f"unplaced{number - len(tagged.answers)}"
        for passage in answer.passages:
            yield {
                "id": f"{file}-{place}-{passage.paragraph}-{passage.sentence}",
                "report": name,
                "country": tagged.report.country,
                "year": tagged.report.year,
                "document_kind": tagged.document_kind,
                "section": asked.section,
                "question": asked.question,
                "question_id": asked.id,
                "topic": asked.title,
                "expects": asked.expects if asked.question else "",
                "paragraph": passage.paragraph,
                "sentence": passage.sentence,
                "context": passage.context,
                "text": passage.text,
                "source": {
                    "file": file,
                    "anchor": [a.record() for a in passage.locate(0, len(passage.text))],
                    "span": [passage.start, passage.end],
                },
                "is_plan": _is_plan(passage, asked.expects, tagged),
                "predicted": predicted(passage.prediction, passage.entities),
                "model": model,
            }


def _is_plan(passage: TaggedPassage, expects: str, tagged: TaggedReport) -> bool:
    """Returns whether a result announces a plan; of other passages, nothing rests on it."""
    is_result = passage.kind == "output" and expects == "results"
    return is_result and PassageAnalysis(passage, tagged.period).is_plan


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


def rounded(scores: Mapping[str, float]) -> dict[str, float]:
    """Returns scores rounded to the digits that are written."""
    return {label: round(score, DIGITS) for label, score in scores.items()}
