"""Passage records made for the tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from meta87.corpus.schema import Record, record_lines

ROOT = Path(__file__).parents[2]
POOL = ROOT.parent / "shared/real/pool.jsonl"
LINES = ROOT.parent / "shared/real/unlabelled.txt.gz"
TEXT = "En mayo de 2024 la OIT formó a 20 jueces en Valdoria."


def record(id: str = "a1", **fields: Any) -> dict[str, Any]:
    """Give a valid record of an invented country."""
    return {
        "id": id,
        "report": "vd-2024",
        "country": "VD",
        "year": 2024,
        "text": TEXT,
        "kind": "output",
        "themes": ["trafficking"],
        **fields,
    }


def entity(label: str, words: str, text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """Give the entity that these words are in the text."""
    start = text.index(words)
    return {"label": label, "start": start, "end": start + len(words), "text": words, **fields}


def write(path: Path, records: list[Any]) -> Path:
    """Write records, or bare lines, one a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf8")
    return path


def write_records(records: Sequence[Record], path: Path) -> None:
    """Write records one a line, the fields of each in the order in which they were read."""
    path.write_text(record_lines(records), "utf8")


def pooled(out: Path, pool: Path = POOL, lines: Path = LINES, labels: Path | None = None) -> Path:
    """Writes the texts that labels are joined with, those of ``corpus/real`` unless others are given."""
    asked = {"pool": pool, "lines": lines, "labels": labels or ROOT / "corpus/real", "out": out}
    options = [str(part) for name, value in asked.items() for part in (f"--{name}", value)]
    tool = ROOT / "tools/train_reader/pool.py"
    subprocess.run([sys.executable, tool, *options], check=True)
    return out
