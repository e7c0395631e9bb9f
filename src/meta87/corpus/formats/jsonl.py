"""Passage records themselves: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from meta87.corpus.rows import Row, json_line, json_rows


def read(data: bytes) -> Iterator[Row]:
    """Reads passage records."""
    return json_rows(data)


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes passage records, one per line."""
    return "".join(json_line(record) for record in records).encode()
