r"""Writes the texts that the labels of ``corpus/real`` are joined with.

They are those of a pool, and the sentences that labels point to in a file of paragraphs, a line
each.

    python tools/train_reader/pool.py --pool pool.jsonl --lines unlabelled.txt.gz \
        --labels corpus/real --out build/pool.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTEXT = 600  # characters, as in the pool


def main() -> None:
    """Writes the pool, then a record for each label that points into the file of lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, required=True, help="texts by id, JSON Lines")
    parser.add_argument("--lines", type=Path, required=True, help="paragraphs, gzip")
    parser.add_argument("--labels", type=Path, required=True, help="folder of pointers")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    with gzip.open(asked.lines, "rt", encoding="utf-8") as file:
        lines = file.read().split("\n")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with asked.pool.open(encoding="utf-8") as pool, asked.out.open("w", encoding="utf-8") as out:
        out.writelines(f"{line.rstrip()}\n" for line in pool)
        for label in labels_of(asked.labels, asked.lines.name):
            out.write(json.dumps(cut(label, lines), ensure_ascii=False) + "\n")


def labels_of(folder: Path, source: str) -> Iterator[dict[str, Any]]:
    """Yields the labels that point into a source."""
    for path in sorted(folder.glob("*.jsonl")):
        labels = map(json.loads, path.read_text("utf-8").splitlines())
        yield from (label for label in labels if label["source"] == source)


def cut(label: dict[str, Any], lines: list[str]) -> dict[str, Any]:
    """Returns the passage that a label points to, with what stands before it in its line."""
    number = int(label["page"].removeprefix("line "))
    if number > len(lines):
        sys.exit(f"{label['id']}: the file has no line {number}.")
    line, start = lines[number - 1], label["start"]
    context = line[:start].strip()[-CONTEXT:]
    return {"id": label["id"], "topic": "", "context": context, "text": line[start : label["end"]]}


if __name__ == "__main__":
    main()
