"""Measure the named bodies: strict span F1 on the annotated Mexican passages.

Acronyms are collected over all passages first, as a document is read. Beside it stand each passage
alone, without them, and what acronyms and listed names give without the rules that read names.

Intervals are 95 % bootstrap intervals over passages, 2,000 draws, seed 87.
Run: ``python benchmarks/institutions.py``.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from meta87.language.entity import INSTITUTION, Reference
from meta87.language.institutions.institutions import collect_acronyms, find_institutions

SHARED = Path(__file__).parents[2] / "shared"
DRAWS, SEED = 2000, 87
Record = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """What was right, found and wanted in one passage."""

    right: int
    found: int
    wanted: int


def main() -> None:
    """Print the figures, one line each."""
    if not SHARED.is_dir():
        sys.exit("No benchmark data: there is no folder shared/ beside the project.")
    gold = load("gold/mx-2024-q1-4.jsonl")
    acronyms = collect_acronyms(record["text"] for record in gold)
    reference = Reference(acronyms=acronyms)
    show("gold, strict F1", [tally(record, reference) for record in gold])
    alone = [tally(record, Reference()) for record in gold]
    show("gold, each passage alone, strict F1", alone)
    known = ("acronym", "known-name")
    listed = [tally(record, reference, patterns=known) for record in gold]
    show("gold, acronyms and listed names only, strict F1", listed)
    speed([record["text"] for record in gold])


def tally(record: Record, reference: Reference, patterns: tuple[str, ...] = ()) -> Tally:
    """Compare the bodies of an annotated passage; only those of some patterns, if any is named."""
    bodies = find_institutions(record["text"], reference)
    found = {(e.start, e.end) for e in bodies if not patterns or e.pattern in patterns}
    wanted = {(e["start"], e["end"]) for e in record["entities"] if e["label"] == INSTITUTION}
    return Tally(len(found & wanted), len(found), len(wanted))


def f1(tallies: list[Tally]) -> float:
    """Give F1 over all passages."""
    total = sum(t.found + t.wanted for t in tallies)
    return 2 * sum(t.right for t in tallies) / total if total else 0.0


def show(name: str, tallies: list[Tally]) -> None:
    """Print F1 with its interval."""
    draws = np.random.default_rng(SEED).integers(len(tallies), size=(DRAWS, len(tallies)))
    values = [f1([tallies[i] for i in draw]) for draw in draws]
    low, high = np.quantile(values, [0.025, 0.975])
    spans = sum(t.wanted for t in tallies)
    sys.stdout.write(f"{name}: {f1(tallies):.3f} [{low:.3f}, {high:.3f}], {spans} spans\n")


def speed(texts: list[str]) -> None:
    """Print the characters read in a second."""
    began = time.perf_counter()
    for text in texts * 20:
        find_institutions(text)
    taken = time.perf_counter() - began
    sys.stdout.write(f"speed: {20 * sum(map(len, texts)) / taken:,.0f} characters/s\n")


def load(name: str) -> list[Record]:
    """Read a JSON Lines file of the shared folder."""
    return [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
