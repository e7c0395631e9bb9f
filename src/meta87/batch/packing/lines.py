"""Passages as JSON Lines: the full record, for tables that show or flatten it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meta87.batch.packing.fields import COPY_OF
from meta87.output.tag_records import jsonl


def pack(rows: Iterable[Mapping[str, Any]], model: str) -> bytes:
    """Give records as they are, in UTF-8."""
    del model
    return jsonl(rows).encode()


def told(data: bytes) -> Iterator[dict[str, Any]]:
    """Give the records."""
    return (json.loads(line) for line in data.decode("utf-8").split("\n") if line)


def marked(data: bytes, original: str) -> bytes:
    """Give the records of a copy, each with the report that it repeats."""
    return jsonl({**row, COPY_OF: original} for row in told(data)).encode()
