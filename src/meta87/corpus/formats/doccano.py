"""doccano: the JSONL of a project of intent detection and slot filling.

A line is ``{"text": …, "cats": ["output", "migration"], "entities": [[0, 4, "DATE"]],
"meta": {…}}``; fields that doccano does not know, here ``meta``, come back as they went in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from meta87.corpus.formats.extra_fields import (
    Span,
    extra_fields,
    labels_of,
    parsed,
    rebuilt_row,
    spans_of,
)
from meta87.corpus.rows import Row, json_line, json_rows


class _Slot(BaseModel):
    """A span as doccano writes it when the project has relations."""

    start_offset: int
    end_offset: int
    label: str


class _Example(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: int | str | None = None
    text: str
    cats: list[str] = Field(default_factory=list)
    entities: list[Span | _Slot] = Field(default_factory=list)
    meta: dict[str, Any] = Field(default_factory=dict)


def read(data: bytes) -> Iterator[Row]:
    """Reads an export of doccano."""
    return (row if row.faults else _row(row) for row in json_rows(data))


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes a file that doccano imports."""
    return "".join(json_line(_example(record)) for record in records).encode()


def _example(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": record["text"],
        "cats": labels_of(record),
        "entities": [list(span) for span in spans_of(record)],
        "meta": extra_fields(record),
    }


def _row(row: Row) -> Row:
    found = parsed(row.record, _Example)
    if isinstance(found, tuple):
        return Row(row.line, faults=found)
    named = {} if found.id is None else {"id": str(found.id)}
    extra = {**named, **(found.model_extra or {}), **found.meta}
    spans = [
        span if isinstance(span, tuple) else (span.start_offset, span.end_offset, span.label)
        for span in found.entities
    ]
    return rebuilt_row(row.line, extra, found.text, found.cats, spans)
