"""A fault of a corpus, and the place that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; its sentence is in the catalogue under ``faults``."""

    path: Path
    line: int
    id: str
    details: dict[str, object]
