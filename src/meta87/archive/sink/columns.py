"""A passage record as a row of a typed table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError, WrapValidator

from meta87.classify.tagged import ENTITY_COLUMNS, marks, people_of

DUPLICATE_OF = "copy_of"
TEXTS = (
    "id", "report", "country", "document_kind", "section", "question", "question_id", "topic",
    "expects", "context", "text", "repeated", "repeated_from", "repeated_passage", DUPLICATE_OF,
)  # fmt: skip
NUMBERS = ("year", "priority", "step", "paragraph", "sentence")
EXTRA = "extra"
_MAX_INT32 = 2**31
_WHOLE = re.compile(r"[0-9]{1,10}")
_ELSEWHERE = frozenset({"source", "predicted", "model", "is_plan"})
_MAX_INT64 = 2**63 - 1


def _lenient(value: Any, validate: Callable[[Any], Any]) -> Any:
    try:
        return validate(value)
    except ValidationError:
        return None


_ElseNone = WrapValidator(_lenient)
_Text = Annotated[str | None, _ElseNone]
_Int32 = Annotated[Annotated[int, Field(ge=-_MAX_INT32, lt=_MAX_INT32)] | None, _ElseNone]


class _Anchor(BaseModel):
    part: _Text = None
    unit: _Int32 = None
    start: _Int32 = None
    end: _Int32 = None
    boxes: Annotated[list[list[float]] | None, _ElseNone] = None


class _Place(BaseModel):
    file: _Text = None
    anchor: Annotated[list[Annotated[_Anchor | None, _ElseNone]] | None, _ElseNone] = None
    span: Annotated[tuple[_Int32, _Int32] | None, _ElseNone] = None


def typed(record: Mapping[str, Any], model: str) -> Mapping[str, Any]:
    """Returns a passage record as a row of its table; ``model`` tagged it if it names none.

    ``people`` is the sum of the people whom acts reached or trained, each once; ``date_from`` and
    ``date_to`` are the first and last day of the passage. A row of a table is taken as it is.
    """
    if "predicted" not in record:
        return record
    found = record["predicted"]
    entities: dict[str, list[dict[str, Any]]] = {name: [] for name in ENTITY_COLUMNS.values()}
    for entity in (*found["entities"], *(mark.record() for mark in marks(record["text"]))):
        entities[ENTITY_COLUMNS[entity["label"]]].append(_entity(entity))
    scores = {**found["kind_scores"], **found["theme_scores"]}
    return {
        **_plain(record),
        "kind": found["kind"],
        "themes": found["themes"],
        "is_plan": flag if isinstance(flag := record.get("is_plan"), bool) else None,
        **{f"score_{label}": score for label, score in scores.items()},
        "low_confidence": found.get("doubtful", []),
        "reasons": found["evidence"],
        **entities,
        "institution_ids": _ids(entities["institutions"]),
        **_totals(entities),
        **_source_location(record),
        "model": text(record.get("model")) or model,
    }


def _totals(entities: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    dates = entities["dates"]
    counted = [each for each in entities["participants"] if each["number"] is not None]
    return {
        "date_from": min(filter(None, (each.get("from") for each in dates)), default=None),
        "date_to": max(filter(None, (each.get("to") for each in dates)), default=None),
        "people": _within_int64(people_of(counted)),
    }


def _ids(institutions: Iterable[Mapping[str, Any]]) -> list[str]:
    """Returns the ids of institutions, of each once and "" for one without; none if all are so."""
    ids = [key for key, _ in named_once(institutions)]
    return ids if any(ids) else []


def named_once(institutions: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Returns the id and the name of each institution, once."""
    return list(dict.fromkeys((each.get("id") or "", each["name"]) for each in institutions))


def _entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    span = {name: entity[name] for name in ("text", "start", "end")}
    value = entity.get("value") or {}
    if entity["label"] == "DATE":
        value = {name: day and date.fromisoformat(day) for name, day in value.items()}
    return {**span, **{name: _within_int64(one) for name, one in value.items()}}


def _within_int64(value: Any) -> Any:
    """Returns a value, or None for a number that no column can hold: its text states it."""
    return None if isinstance(value, int) and abs(value) > _MAX_INT64 else value


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the plain fields of a record under their names; all others together, as JSON.

    A field whose value has another type than its column is among the others, so that a table
    loses nothing of a record that was made elsewhere.
    """
    kept: dict[str, str | int | None] = {name: text(row.get(name)) for name in TEXTS}
    kept |= {name: number(row.get(name)) for name in NUMBERS}
    others = {
        name: value
        for name, value in row.items()
        if name not in _ELSEWHERE and kept.get(name) is None and value is not None
    }
    return {**kept, EXTRA: json.dumps(others, ensure_ascii=False) if others else None}


def _source_location(row: Mapping[str, Any]) -> dict[str, Any]:
    """Returns where a passage is: its ``file``, ``anchors``, ``start`` and ``end``.

    A value of another tool that does not have the form of a record's is left out alone.
    """
    try:
        place = _Place.model_validate(row.get("source"))
    except ValidationError:
        place = _Place()
    start, end = place.span or (None, None)
    anchors = [each.model_dump() for each in place.anchor or () if each]
    return {"file": place.file, "anchors": anchors, "start": start, "end": end}


def text(value: Any) -> str | None:
    """Returns a text, or a whole number as one; None for anything else."""
    if value is None or isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def number(value: Any) -> int | None:
    """Returns a whole number of 32 bits, also from "2023" or 2023.0; None for anything else."""
    written = isinstance(value, str) and _WHOLE.fullmatch(value)
    if written or (isinstance(value, float) and value.is_integer()):
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and -_MAX_INT32 <= value < _MAX_INT32 else None
