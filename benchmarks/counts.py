"""Measure numbers and counts: strict spans and values.

- The annotated Mexican passages: strict span F1 of PARTICIPANTS and of QUANTITY, and the share of
  right spans whose number, bound and upper figure are right where the record gives them.
- The test suite of a number recogniser in Spanish: the share of sentences all of whose numbers are
  found with their value. Out of scope, and shown apart: negative figures, since a dash before a
  figure opens a list item in a report; powers, which no report writes; and "4,800" meant as 4.8,
  since this project takes it for 4800, as reports in America mean it.

Intervals are 95 % bootstrap intervals over passages, 2,000 draws, seed 87.
Run: ``python benchmarks/counts.py``.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from figures import Record, Tally, f1, load, require_data, share, show, speed, value_accuracy
from peers import Numbers, number_finders

from meta87.entities.counts.counts import find_counts
from meta87.entities.entity import PARTICIPANTS, QUANTITY, CountValue
from meta87.entities.numbers import find_numbers

OUT_OF_SCOPE = {
    "negative": re.compile(r"-"),
    "power": re.compile(r"\^|\de\+?\d"),
    "comma of thousands": re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?!\d)"),
}


def main() -> None:
    """Prints the metrics, one per line."""
    require_data()
    gold = load("gold/mx-2024-q1-4.jsonl")
    for label in (PARTICIPANTS, QUANTITY):
        tallies = [gold_tally(record, label) for record in gold]
        show(f"gold, {label}, strict F1", tallies, f1)
        show(f"gold, {label}, value exact", tallies, value_accuracy)
    numbers = load("benchmarks/numbers_recognizers.jsonl")
    finders = [("meta87", numbers_of), *number_finders()]
    for scope in ("in scope", *OUT_OF_SCOPE):
        kept = [r for r in numbers if scope_of(r["text"]) == scope]
        for name, find in finders:
            tallies = [number_tally(r, find) for r in kept]
            show(f"numbers, {scope}, {name}, sentences right", tallies, share)
    speed(find_counts, [record["text"] for record in gold])


def gold_tally(record: Record, label: str) -> Tally:
    """Compares the counts of an annotated passage; its annotated dates are excluded."""
    taken = [(e["start"], e["end"]) for e in record["entities"] if e["label"] == "DATE"]
    counts = [e for e in find_counts(record["text"], taken) if e.label == label]
    found = {(e.start, e.end): e.value for e in counts}
    wanted = {(e["start"], e["end"]): e for e in record["entities"] if e["label"] == label}
    right = found.keys() & wanted.keys()
    values = sum(agrees(found[span], wanted[span].get("value")) for span in right)
    return Tally(len(right), len(found), len(wanted), values)


def agrees(found: object, wanted: dict[str, Any] | None) -> bool:
    """Returns whether a value agrees with the fields of its record."""
    if not isinstance(found, CountValue) or wanted is None:
        return False
    record = found.record()
    return all(record.get(key) == value for key, value in wanted.items())


def scope_of(text: str) -> str:
    """Returns "in scope", or the first out-of-scope class that a text contains."""
    return next((name for name, form in OUT_OF_SCOPE.items() if form.search(text)), "in scope")


def numbers_of(text: str) -> list[tuple[int, int, float]]:
    """Returns the numbers that the project finds."""
    return [(n.start, n.end, float(n.value)) for n in find_numbers(text)]


def number_tally(record: Record, find: Numbers) -> Tally:
    """Compares the numbers of a sentence: correct if all are found, and nothing else."""
    found = find(record["text"])
    wanted = [
        (e["start"], e["end"], float(Fraction(e["value"].replace(",", "."))))
        for e in record["expected"]
    ]
    same = len(found) == len(wanted) and all(
        one[:2] == other[:2] and abs(one[2] - other[2]) <= 1e-9 * max(1.0, abs(other[2]))
        for one, other in zip(found, wanted, strict=True)
    )
    return Tally(int(same), 1, 1)


if __name__ == "__main__":
    main()
