"""Measure the date component: strict spans, values, and what it finds where there is no date.

- The annotated Mexican passages: strict span F1 and the share of right spans whose first and last
  day are both right, read with each record's context and the calendar year of its report.
- Formal dates with a year, from the test suite of a date recogniser: strict span F1, overall and
  over the forms that the annotation guidelines count as dates (decades and seasons are none).
  That suite takes the article into a span ("el primer trimestre de 2017"), the guidelines do not.
- Its sentences without a date: how many dates are found in them.

Intervals are 95 % bootstrap intervals over passages, 2,000 draws, seed 87.
Run: ``python benchmarks/dates.py``.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from figures import Record, Tally, f1, load, require_data, show, speed, value_accuracy

from meta87.language.dates.dates import FoundDate, find_dates
from meta87.language.entity import Reference


def main() -> None:
    """Print the figures, one line each."""
    require_data()
    gold = load("gold/mx-2024-q1-4.jsonl")
    tallies = [gold_tally(record) for record in gold]
    show("gold, strict F1", tallies, f1)
    show("gold, value exact", tallies, value_accuracy)
    formal = load("benchmarks/dates_recognizers_formal_year.jsonl")
    dated = [record for record in formal if record.get("class") != "negative"]
    show("formal dates, strict F1", [formal_tally(r) for r in dated], f1)
    kept = [r for r in dated if not any(outside(e) for e in r["expected"])]
    show("formal dates in the guidelines, strict F1", [formal_tally(r) for r in kept], f1)
    negative = [record["text"] for record in formal if record.get("class") == "negative"]
    wrong = sum(len(find_dates(text)) for text in negative)
    sys.stdout.write(f"dates found in {len(negative)} sentences without one: {wrong}\n")
    speed(find_dates, [record["text"] for record in gold])


def gold_tally(record: Record) -> Tally:
    """Compare the dates of an annotated passage."""
    year = record["year"]
    reference = Reference((date(year, 1, 1), date(year, 12, 31)), record["context"])
    found = {(f.start, f.end): f for f in find_dates(record["text"], reference)}
    wanted = {(e["start"], e["end"]): e for e in record["entities"] if e["label"] == "DATE"}
    right = found.keys() & wanted.keys()
    values = sum(value_of(found[span]) == wanted[span]["value"] for span in right)
    return Tally(len(right), len(found), len(wanted), values)


def formal_tally(record: Record) -> Tally:
    """Compare the spans of a formal date."""
    found = {(f.start, f.end) for f in find_dates(record["text"])}
    wanted = {(e["start"], e["end"]) for e in record["expected"]}
    return Tally(len(found & wanted), len(found), len(wanted))


def value_of(found: FoundDate) -> dict[str, Any] | None:
    """Give the value as a passage record writes it."""
    return found.value.record() if found.value else None


def outside(expected: dict[str, Any]) -> bool:
    """Say whether the guidelines do not count this as a date: a decade or a season."""
    return expected["form"] == "decade/season" or "años " in expected["text"]


if __name__ == "__main__":
    main()
