"""doccano: the JSONL of a project of intent detection and slot filling, or of classification.

A line is ``{"text": …, "cats": ["output", "migration"], "entities": [[0, 4, "DATE"]],
"meta": {…}}``, with ``label`` for ``cats`` in a project of classification; fields that doccano does
not know, here ``meta``, come back as they went in. Labels that a model proposes are given as cats:
doccano exports those that were approved alone, if asked to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from meta87.corpus.formats import jsonl
from meta87.corpus.formats.extra_fields import extra_fields, labels_of, spans_of
from meta87.corpus.rows import json_line

read = jsonl.read


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes a file that doccano imports."""
    return "".join(json_line(_example(record)) for record in records).encode()


def _example(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": record["text"],
        "cats": labels_of(record) or labels_of(record.get("predicted") or {}),
        "entities": [list(span) for span in spans_of(record)],
        "meta": extra_fields(record),
    }
