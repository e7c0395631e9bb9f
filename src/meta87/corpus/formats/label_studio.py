"""Label Studio: a JSON list of tasks, for the labelling interface in ``label_studio.xml``.

The interface offers the themes that passages have of their own too. What a model predicted goes as
``predictions``, which are no annotations until somebody submits them. Offsets are code points, as
ours. The line of a fault is the number of the task.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from meta87.classify.labels import KINDS
from meta87.corpus.formats.extra_fields import extra_fields, labels_of, own_themes, spans_of
from meta87.corpus.rows import BOM, Row, parsed_json
from meta87.corpus.schema import faults_of

_CHOICE = '    <Choice value="{}"/>\n'
_LAST = "  </Choices>\n</View>"


class _Value(BaseModel):
    choices: list[str] = Field(default_factory=list)
    labels: list[str] = Field(default_factory=list)
    start: int = 0
    end: int = 0
    text: Any = None


class _Result(BaseModel):
    value: _Value


class _Annotation(BaseModel):
    result: list[_Result]
    was_cancelled: bool = False


class _Data(BaseModel):
    model_config = ConfigDict(extra="allow")

    text: str
    meta: dict[str, Any] = Field(default_factory=dict)


class _Task(BaseModel):
    data: _Data
    annotations: list[_Annotation] = Field(default_factory=list)


def read(data: bytes) -> Iterator[Row]:
    """Reads a JSON export of Label Studio; a passage has one annotation, or none yet."""
    try:
        tasks = parsed_json(data.removeprefix(BOM).decode("utf-8"))
    except UnicodeDecodeError:
        return iter([Row(1, faults=("UTF-8",))])
    except ValueError:
        return iter([Row(1, faults=("JSON",))])
    if not isinstance(tasks, list):
        return iter([Row(1, faults=("JSON: []",))])
    return (_row(number, task) for number, task in enumerate(tasks, start=1))


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes the tasks that Label Studio imports, one per line."""
    tasks = (json.dumps(_task(record), ensure_ascii=False) for record in records)
    return ("[\n" + ",\n".join(tasks) + "\n]\n").encode()


def labeling_config(records: Iterable[dict[str, Any]]) -> bytes:
    """Returns the labelling interface, with the custom themes of the passages."""
    page = resources.files(__package__).joinpath("label_studio.xml").read_text("utf8")
    own = "".join(map(_CHOICE.format, own_themes(records)))
    return page.replace(_LAST, own + _LAST).encode()


def _task(record: dict[str, Any]) -> dict[str, Any]:
    shown = {"topic": record.get("topic", ""), "context": record.get("context", "")}
    data = {"text": record["text"], **shown, "meta": extra_fields(record)}
    results = [*_choices(record), *_labels(record)]
    if results or not (predicted := record.get("predicted")):
        return {"data": data, "annotations": [{"result": results}] if results else []}
    return {"data": data, "predictions": [{"result": [*_choices(predicted)]}]}


def _choices(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    labels = labels_of(record)
    for name, chosen in (
        ("kind", [label for label in labels if label in KINDS]),
        ("themes", [label for label in labels if label not in KINDS]),
    ):
        if chosen:
            yield _result(name, "choices", {"choices": chosen})


def _labels(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for start, end, label in spans_of(record):
        span = {"start": start, "end": end, "text": record["text"][start:end], "labels": [label]}
        yield _result("entities", "labels", span)


def _result(name: str, type: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"from_name": name, "to_name": "text", "type": type, "value": value}


def _row(number: int, task: Any) -> Row:
    try:
        found = _Task.model_validate(task)
    except ValidationError as error:
        return Row(number, faults=tuple(faults_of(error)))
    kept = [each for each in found.annotations if not each.was_cancelled]
    if len(kept) > 1:
        return Row(number, faults=(f"annotations: {len(kept)}",))
    values = [result.value for each in kept for result in each.result]
    faults = tuple(_misplaced(found.data.text, value) for value in values if value.labels)
    if any(faults):
        return Row(number, faults=tuple(filter(None, faults)))
    return Row(number, {
        "text": found.data.text,
        "labels": [choice for value in values for choice in value.choices],
        "entities": [(one.start, one.end, label) for one in values for label in one.labels],
        # A data set that Meta87 did not write has columns of its own.
        "meta": found.data.meta or dict(found.data.model_extra or {}),
    })  # fmt: skip


def _misplaced(text: str, value: _Value) -> str:
    """Describes a span whose text differs from the one at its offsets; "" if it does not."""
    found = text[value.start : value.end]
    if value.text in (None, found):
        return ""
    return f"{value.start}–{value.end}: {value.text!r} ≠ {found!r}"
