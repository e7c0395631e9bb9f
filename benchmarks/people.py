"""Measure group and scope of counts of people against `corpus/people`.

The spans and kinds are those of the annotation: what is measured is who is counted and what the
count is of. By origin (passages of the corpus, filled forms, real documents) the share of counts
whose group, and whose scope, is right, with 95 % bootstrap intervals over documents; and the people
reached, summed by rule and by annotation. Real documents need the texts beside the project.

Run: ``python benchmarks/people.py [dev|test]``
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from figures import SHARED, Record, Tally, f1, show

from meta87.entities.entity import PARTICIPANTS, CountValue, Entity
from meta87.entities.people.people import with_people

PEOPLE = Path(__file__).parents[1] / "corpus/people"
POOL = SHARED / "real/pool.jsonl"
FEATURES = ("group", "scope")


def main() -> None:
    """Prints the figures of a split, one per line."""
    split = sys.argv[1] if len(sys.argv) > 1 else "dev"
    for origin, records in by_origin(split).items():
        for feature in FEATURES:
            show(f"{split}, {origin}, {feature} right", tallies(records, feature), f1)
        reached = [sum_reached(records, wanted=wanted) for wanted in (True, False)]
        print(f"{split}, {origin}, reached: annotated {reached[0]:,}, found {reached[1]:,}")  # noqa: T201


def by_origin(split: str) -> dict[str, list[Record]]:
    """Returns the annotated passages of a split with their texts, by origin and in all."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in annotated():
        if record["split"] == split:
            found[record["origin"]].append(record)
            found["all"].append(record)
    return found


def annotated() -> Iterator[Record]:
    """Yields the passages of `corpus/people`; those of real documents where their texts are."""
    yield from map(json.loads, (PEOPLE / "synthetic.jsonl").read_text("utf8").splitlines())
    if POOL.exists():
        pool = {each["id"]: each for each in map(json.loads, POOL.open(encoding="utf8"))}
        for line in (PEOPLE / "real.jsonl").read_text("utf8").splitlines():
            record = json.loads(line)
            there = pool[record["id"]]
            texts = {"text": there["text"], "context": there["context"], "report": there["path"]}
            yield {**record, **texts, "origin": "real"}


def found_in(record: Record) -> list[CountValue]:
    """Returns the counts of a passage as the rules describe them, in order."""
    counts = [
        Entity(
            PARTICIPANTS,
            count["start"],
            count["end"],
            record["text"][count["start"] : count["end"]],
            CountValue(count["number"]),
        )
        for count in record["counts"]
    ]
    headings = {start: heading for start, _, heading in record.get("cells", ())}
    told = with_people(record["text"], counts, record["context"], record["kind"], headings)
    return [one.value for one in told if isinstance(one.value, CountValue)]


def tallies(records: list[Record], feature: str) -> list[Tally]:
    """Returns what is right, by document: of as many found as wanted, F1 is the share right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for record in records:
        for found, wanted in zip(found_in(record), record["counts"], strict=True):
            right[record["report"]].append(getattr(found, feature) == wanted[feature])
    return [Tally(sum(each), len(each), len(each)) for each in right.values()]


def sum_reached(records: list[Record], *, wanted: bool) -> int:
    """Returns the people reached, as annotated or as found, without parts of a total."""
    total = 0
    for record in records:
        for found, count in zip(found_in(record), record["counts"], strict=True):
            scope = count["scope"] if wanted else found.scope
            total += count["number"] if scope == "reached" and not found.left_out else 0
    return total


if __name__ == "__main__":
    main()
