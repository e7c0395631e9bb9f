"""Passages as JSON Lines: the full record, for tables that show or flatten it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meta87.archive.packing.fields import COPY_OF
from meta87.classify.labels import THEMES, Theme
from meta87.report.tag_records import jsonl


def pack(
    rows: Iterable[Mapping[str, Any]], model: str, themes: tuple[Theme, ...] = THEMES
) -> bytes:
    """Returns records as they are, in UTF-8."""
    del model, themes
    return jsonl(rows).encode()


def told(data: bytes, themes: tuple[Theme, ...] = THEMES) -> Iterator[dict[str, Any]]:
    """Yields the records."""
    del themes
    return (json.loads(line) for line in data.decode("utf-8").split("\n") if line)


def marked(data: bytes, original: str, themes: tuple[Theme, ...] = THEMES) -> bytes:
    """Returns the records of a duplicate file, each with the report that it repeats."""
    del themes
    return jsonl({**row, COPY_OF: original} for row in told(data)).encode()
