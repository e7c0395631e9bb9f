"""Measure the named bodies: strict span F1 on the annotated Mexican passages.

Acronyms are collected over all passages first, as a document is read. Beside it stand each passage
alone, without them, and what acronyms and listed names give without the rules that read names.

Intervals are 95 % bootstrap intervals over passages, 2,000 draws, seed 87.
Run: ``python benchmarks/institutions.py``.
"""

from __future__ import annotations

from figures import Record, Tally, load, require_data, show, speed

from meta87.entities.entity import INSTITUTION, Reference
from meta87.entities.institutions.institutions import collect_acronyms, find_institutions


def main() -> None:
    """Prints the metrics, one per line."""
    require_data()
    gold = load("gold/mx-2024-q1-4.jsonl")
    acronyms = collect_acronyms(record["text"] for record in gold)
    reference = Reference(acronyms=acronyms)
    show("gold, strict F1", [tally(record, reference) for record in gold])
    alone = [tally(record, Reference()) for record in gold]
    show("gold, each passage alone, strict F1", alone)
    known = ("acronym", "known-name")
    listed = [tally(record, reference, patterns=known) for record in gold]
    show("gold, acronyms and listed names only, strict F1", listed)
    speed(find_institutions, [record["text"] for record in gold])


def tally(record: Record, reference: Reference, patterns: tuple[str, ...] = ()) -> Tally:
    """Compares the institutions of an annotated passage; only those of some patterns, if given."""
    bodies = find_institutions(record["text"], reference)
    found = {(e.start, e.end) for e in bodies if not patterns or e.pattern in patterns}
    wanted = {(e["start"], e["end"]) for e in record["entities"] if e["label"] == INSTITUTION}
    return Tally(len(found & wanted), len(found), len(wanted))


if __name__ == "__main__":
    main()
