"""Prodigy: JSONL tasks with spans and the options of a multiple choice.

``options`` are the kinds and themes, ``accept`` those chosen; ``meta`` is shown beside the task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from meta87.corpus.formats.carried import carried, labels_in, labels_of, merged, parsed, spans_of
from meta87.corpus.rows import Row, json_line, json_rows


class _Span(BaseModel):
    start: int
    end: int
    label: str


class _Task(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str
    spans: list[_Span] = Field(default_factory=list)
    accept: list[str] = Field(default_factory=list)
    answer: Literal["accept"] = "accept"
    meta: dict[str, Any] = Field(default_factory=dict)


def read(data: bytes) -> Iterator[Row]:
    """Read what Prodigy exports; a task that was rejected or skipped is a fault."""
    return (row if row.faults else _row(row) for row in json_rows(data))


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Write what Prodigy takes as a source of tasks, or into a data set."""
    records = list(records)
    options = [{"id": label, "text": label} for label in labels_in(records)]
    return "".join(json_line(_task(record, options)) for record in records).encode()


def _task(record: dict[str, Any], options: list[dict[str, str]]) -> dict[str, Any]:
    spans = [{"start": s, "end": e, "label": label} for s, e, label in spans_of(record)]
    chosen = labels_of(record)
    task = {"text": record["text"], "spans": spans, "options": options, "accept": chosen}
    return {**task, **({"answer": "accept"} if chosen else {}), "meta": carried(record)}


def _row(row: Row) -> Row:
    found = parsed(row.record, _Task)
    if isinstance(found, tuple):
        return Row(row.line, faults=found)
    spans = [(span.start, span.end, span.label) for span in found.spans]
    return merged(row.line, found.meta, found.text, found.accept, spans)
