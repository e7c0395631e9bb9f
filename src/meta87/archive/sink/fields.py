"""The fields of a record that become columns of a table, each in its type."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

DUPLICATE_OF = "copy_of"
TEXTS = (
    "id", "report", "country", "document_kind", "section", "question", "question_id", "topic",
    "context", "text", "repeated", "repeated_from", "repeated_passage", DUPLICATE_OF,
)  # fmt: skip
NUMBERS = ("year", "priority", "step", "paragraph", "sentence")
EXTRA = "extra"
_MAX_INT32 = 2**31
_ENDS = 2  # of a span
_WHOLE = re.compile(r"[0-9]{1,10}")
_ELSEWHERE = frozenset({"source", "predicted", "model"})


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
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


def source_location(row: Mapping[str, Any]) -> dict[str, Any]:
    """Returns where a passage is: its ``file``, ``anchors``, ``start`` and ``end``.

    Values of another tool that do not have the form of a record are left out.
    """
    source = row.get("source")
    if not isinstance(source, dict) or not isinstance(source.get("anchor"), list):
        source = {"anchor": []}
    span = source.get("span")
    start, end = span if isinstance(span, list) and len(span) == _ENDS else (None, None)
    return {
        "file": text(source.get("file")),
        "anchors": [_anchor(one) for one in source["anchor"] if isinstance(one, dict)],
        "start": number(start),
        "end": number(end),
    }


def _anchor(anchor: Mapping[str, Any]) -> dict[str, Any]:
    ends = {name: number(anchor.get(name)) for name in ("unit", "start", "end")}
    boxes = anchor.get("boxes")
    return {"part": text(anchor.get("part")), **ends, "boxes": boxes if _are_boxes(boxes) else None}


def _are_boxes(boxes: Any) -> bool:
    return isinstance(boxes, list) and all(
        isinstance(box, list) and all(isinstance(one, int | float) for one in box) for box in boxes
    )


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
