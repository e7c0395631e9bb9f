"""Tagged passages as passage records: one JSON object a line, or a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from meta87.classification.labels import Prediction
from meta87.language.entity import DATE, INSTITUTION, PARTICIPANTS, Entity
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport

DIGITS = 4  # of scores and weights
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes for the start of one


def records(tagged: TaggedReport) -> Iterator[dict[str, Any]]:
    """Give every passage of a tagged report as a passage record with ``predicted``."""
    name = PurePath(tagged.report.source).stem
    for answer in tagged.answers:
        for passage in answer.passages:
            yield _record(name, tagged, answer, passage)


def predicted(prediction: Prediction, entities: tuple[Entity, ...]) -> dict[str, Any]:
    """Give what a passage record holds under ``predicted``."""
    return {
        "themes": list(prediction.themes),
        "theme_scores": _rounded(prediction.theme_scores),
        "kind": prediction.kind,
        "kind_scores": _rounded(prediction.kind_scores),
        "entities": [entity.record() for entity in entities],
        "evidence": [
            {"label": e.label, "text": e.text, "weight": round(e.weight, DIGITS)}
            for e in prediction.evidence
        ],
    }


def jsonl(rows: Iterable[dict[str, Any]]) -> str:
    """Give records as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def csv(rows: Iterable[dict[str, Any]]) -> str:
    """Give records as a flat table: lists are joined by "; "."""
    import pandas as pd  # noqa: PLC0415  heavy

    frame = pd.DataFrame([_flat(row) for row in rows]).convert_dtypes()
    return str(frame.to_csv(index=False, lineterminator="\n"))


FORMATS = {"jsonl": jsonl, "csv": csv}


def _record(
    name: str, tagged: TaggedReport, answer: TaggedAnswer, passage: TaggedPassage
) -> dict[str, Any]:
    anchors = [asdict(anchor) for anchor in passage.locate(0, len(passage.text))]
    question = answer.answer.question
    return {
        "id": f"{tagged.report.source}-{question}-{passage.paragraph}-{passage.sentence}",
        "report": name,
        "country": tagged.report.country,
        "year": tagged.report.year,
        "question": question,
        "topic": answer.answer.topic,
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "context": passage.context,
        "text": passage.text,
        "source": {
            "file": tagged.report.source,
            "anchor": anchors,
            "span": [passage.start, passage.end],
        },
        "predicted": predicted(passage.prediction, passage.entities),
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Give a record's own plain fields, then the labels and the entities by kind."""
    found = row["predicted"]
    plain = {k: _plain(v) for k, v in row.items() if not isinstance(v, (dict, list))}
    source = row.get("source")
    if isinstance(source, dict):
        plain["file"] = source.get("file")
    texts = {
        label: "; ".join(e["text"] for e in found["entities"] if e["label"] == label)
        for label in (DATE, PARTICIPANTS, INSTITUTION)
    }
    people = [e["value"]["number"] for e in found["entities"] if e["label"] == PARTICIPANTS]
    return {
        **plain,
        "predicted_kind": found["kind"],
        "predicted_kind_score": found["kind_scores"][found["kind"]],
        "predicted_themes": "; ".join(found["themes"]),
        "dates": texts[DATE],
        "participants": texts[PARTICIPANTS],
        "people": sum(people) if people else None,
        "institutions": texts[INSTITUTION],
    }


def _plain(value: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    return {label: round(score, DIGITS) for label, score in scores.items()}
