"""What the formats need to know beside the passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is written.

    Attributes:
        model: version of the model.
        separator: of a CSV's columns; with ";" numbers have a decimal comma, as spreadsheets in
            Spanish expect both.
    """

    model: str
    separator: str = ";"


def rows_of(data: bytes) -> Iterator[dict[str, Any]]:
    """Give the records of JSON Lines that Meta87 has written."""
    return (json.loads(line) for line in data.decode("utf-8").split("\n") if line)
