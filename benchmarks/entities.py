"""Measure all entities together: strict span F1 and right values, a label a line.

Over the annotated Mexican passages, the test split of the corpus and the formal sentences, or any
JSONL of passage records that carry entities: ``python benchmarks/entities.py [FILE.jsonl …]``. Each
passage is read with its context, the calendar year and country of its report, and the acronyms that
the report spells out.
A value is compared where the annotation gives one.

The formal sentences (``formal/``) are made up as ministries of twenty-one countries write them,
long and full of entities, and were annotated before the patterns were looked at; the patterns were
then mended on ``dev``, never on ``test``.

Intervals are 95 % bootstrap intervals over passages, 2,000 draws, seed 87; over reports, the unit
that a writer's habits come in, for a set of five or more.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from figures import SHARED, Record, Tally, f1, show, value_accuracy

from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    LOCATION,
    MONEY,
    PARTICIPANTS,
    QUANTITY,
    Entity,
    Reference,
)
from meta87.entities.finding import find
from meta87.entities.institutions.institutions import collect_acronyms

LABELS = (DATE, PARTICIPANTS, INSTITUTION, QUANTITY, MONEY, LOCATION, INSTRUMENT)
ENOUGH = 5  # reports
CORPUS = Path(__file__).parents[1] / "corpus/passages"
FORMAL = Path(__file__).parent / "formal/test.jsonl"


def main() -> None:
    """Prints the metrics of each set, one line per label and metric."""
    sets = {Path(name).stem: read([Path(name)]) for name in sys.argv[1:]} or default_sets()
    if not any(sets.values()):
        sys.exit("No passage with annotated entities.")
    for name, records in sets.items():
        found = list(tag(records))
        sys.stdout.write(f"{name}: {len(records)} passages\n")
        for label in LABELS:
            tallies = [tally(r, e, label) for r, e in zip(records, found, strict=True)]
            tallies = by_report(records, tallies)
            show(f"  {label}, strict F1", tallies, f1)
            if any(t.valued for t in tallies):
                show(f"  {label}, value exact", tallies, value_accuracy)


def default_sets() -> dict[str, list[Record]]:
    """Returns the Mexican passages, the test split of the corpus and the formal sentences."""
    gold = SHARED / "gold/mx-2024-q1-4.jsonl"
    sets = {"gold": read([gold])} if gold.is_file() else {}
    test = [r for r in read(sorted(CORPUS.glob("*.jsonl"))) if r.get("split") == "test"]
    corpus = {"corpus, test split": test} if test else {}
    return {**sets, **corpus, "formal sentences, test half": read([FORMAL])}


def read(paths: Iterable[Path]) -> list[Record]:
    """Reads the records with annotated entities; their list may be empty."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    records = [json.loads(line) for line in lines if line.strip()]
    return [r for r in records if is_annotated(r)]


def is_annotated(record: Record) -> bool:
    """Returns whether the entities of a record were annotated."""
    return record.get("entities") is not None


def tag(records: list[Record]) -> Iterator[tuple[Entity, ...]]:
    """Yields the entities found in each passage."""
    told: dict[str, list[str]] = defaultdict(list)
    for record in records:
        told[record["report"]] += [record.get("context", ""), record["text"]]
    acronyms = {report: collect_acronyms(texts) for report, texts in told.items()}
    for record in records:
        year = record.get("year")
        period = (date(year, 1, 1), date(year, 12, 31)) if year else None
        known, country = acronyms[record["report"]], record.get("country", "")
        reference = Reference(period, record.get("context", ""), known, country)
        yield find(record["text"], reference).entities


def by_report(records: list[Record], tallies: list[Tally]) -> list[Tally]:
    """Returns the tallies summed by report, if there are enough reports to resample."""
    reports: dict[str, list[Tally]] = defaultdict(list)
    for record, each in zip(records, tallies, strict=True):
        reports[record["report"]].append(each)
    return [total(group) for group in reports.values()] if len(reports) >= ENOUGH else tallies


def total(tallies: list[Tally]) -> Tally:
    """Returns the sum of tallies."""
    right, found, wanted, values = (
        sum(getattr(t, name) for t in tallies) for name in ("right", "found", "wanted", "values")
    )
    return Tally(right, found, wanted, values, sum(t.valued for t in tallies))


def tally(record: Record, found: Iterable[Entity], label: str) -> Tally:
    """Compares the entities found in a passage with its annotation."""
    spans = {(e.start, e.end): e for e in found if e.label == label}
    wanted = {(e["start"], e["end"]): e for e in record["entities"] if e["label"] == label}
    shared = spans.keys() & wanted.keys()
    valued = [span for span in shared if wanted[span].get("value") is not None]
    right = sum(agrees(spans[span], wanted[span]["value"]) for span in valued)
    return Tally(len(shared), len(spans), len(wanted), right, len(valued))


def agrees(found: Entity, wanted: object) -> bool:
    """Returns whether a value agrees with the annotated fields, and has no other upper bound."""
    given = found.record().get("value")
    if not isinstance(given, dict) or not isinstance(wanted, dict):
        return given == wanted
    return all(given.get(key) == wanted.get(key) for key in {*wanted, "to"})


if __name__ == "__main__":
    main()
