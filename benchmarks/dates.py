"""Measure the date component: strict spans, values, and what it finds where there is no date.

- The annotated Mexican passages: strict span F1 and the share of right spans whose first and last
  day are both right, read with each record's context and the calendar year of its report.
- Formal dates with a year, from the test suite of a date recogniser: strict span F1, overall and
  over the forms that the annotation guidelines count as dates (decades and seasons are none).
  That suite takes the article into a span ("el primer trimestre de 2017"), the guidelines do not:
  a third line leaves the article out of what is wanted and of what is found.
- Its sentences without a date: how many dates are found in them.
- Beside it, on that suite, the finders of dates that are installed (`peers`).

Intervals are 95 % bootstrap intervals over passages, 2,000 draws, seed 87.
Run: ``python benchmarks/dates.py``.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import Any

from figures import Record, Tally, f1, load, require_data, show, speed, value_accuracy
from peers import Spans, date_finders

from meta87.entities.dates.dates import find_dates
from meta87.entities.entity import Entity, Reference

ARTICLE = re.compile(r"(?:(?:el|la)\s+)?", re.IGNORECASE)


def main() -> None:
    """Prints the metrics, one per line."""
    require_data()
    gold = load("gold/mx-2024-q1-4.jsonl")
    tallies = [gold_tally(record) for record in gold]
    show("gold, strict F1", tallies, f1)
    show("gold, value exact", tallies, value_accuracy)
    formal = load("benchmarks/dates_recognizers_formal_year.jsonl")
    for name, find in (("meta87", ours), *date_finders()):
        formal_suite(name, find, formal)
    speed(find_dates, [record["text"] for record in gold])


def formal_suite(name: str, find: Spans, formal: list[Record]) -> None:
    """Prints the metrics of a finder on the formal dates and on the sentences without one."""
    dated = [record for record in formal if record.get("class") != "negative"]
    kept = [r for r in dated if not any(outside(e) for e in r["expected"])]
    show(f"formal dates, {name}, strict F1", [formal_tally(r, find) for r in dated], f1)
    show(f"  in the guidelines, {name}, strict F1", [formal_tally(r, find) for r in kept], f1)
    bare = [formal_tally(r, find, articles=False) for r in kept]
    show(f"  the same without articles, {name}, strict F1", bare, f1)
    negative = [record["text"] for record in formal if record.get("class") == "negative"]
    wrong = sum(len(find(text)) for text in negative)
    sys.stdout.write(f"  found in {len(negative)} sentences without a date, {name}: {wrong}\n")


def ours(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the project's own component."""
    return [(found.start, found.end) for found in find_dates(text)]


def gold_tally(record: Record) -> Tally:
    """Compares the dates of an annotated passage."""
    year = record["year"]
    reference = Reference((date(year, 1, 1), date(year, 12, 31)), record["context"])
    found = {(f.start, f.end): f for f in find_dates(record["text"], reference)}
    wanted = {(e["start"], e["end"]): e for e in record["entities"] if e["label"] == "DATE"}
    right = found.keys() & wanted.keys()
    values = sum(value_of(found[span]) == wanted[span]["value"] for span in right)
    return Tally(len(right), len(found), len(wanted), values)


def formal_tally(record: Record, find: Spans, *, articles: bool = True) -> Tally:
    """Compares the spans of a formal date, with or without the article that opens them."""
    text = record["text"]
    spans = (find(text), [(e["start"], e["end"]) for e in record["expected"]])
    found, wanted = ({s if articles else bare(text, *s) for s in group} for group in spans)
    return Tally(len(found & wanted), len(found), len(wanted))


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns a span without its article."""
    return start + len(ARTICLE.match(text[start:end])[0]), end  # type: ignore[index]


def value_of(found: Entity) -> dict[str, Any] | None:
    """Returns the value as in a passage record."""
    return found.value.record() if found.value else None


def outside(expected: dict[str, Any]) -> bool:
    """Returns whether the guidelines do not define this as a date: a decade or a season."""
    return expected["form"] == "decade/season" or "años " in expected["text"]


if __name__ == "__main__":
    main()
