"""Annotated passages that the classifier's benchmarks read, and the labels that heads give them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from figures import SHARED

from meta87.classify.heads import Heads, decide
from meta87.classify.labels import Prediction
from meta87.classify.reader import Reader, Rows
from meta87.classify.store import DEFAULT, PROFILES
from meta87.corpus.files import corpus_records
from meta87.corpus.schema import Record, read_records

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
GOLD = SHARED / "gold/mx-2024-q1-4.jsonl"


def arguments(description: str | None, *, of_profile: bool = True) -> argparse.ArgumentParser:
    """Returns a parser with the option for real passages and, optionally, the one for a profile."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--real",
        type=Path,
        default=ROOT / "build/real.jsonl",
        help="passages of corpus/real with their texts, as `meta87 corpus join` writes them",
    )
    if of_profile:
        parser.add_argument("--profile", choices=PROFILES, default=DEFAULT)
    return parser


def of_split(records: Sequence[Record], split: str) -> list[Record]:
    """Returns the records of a split."""
    return [record for record in records if record.split == split]


def dev_sets(real: Path) -> dict[str, list[Record]]:
    """Returns the sets for model selection: real dev, if available, and corpus dev."""
    joined, synthetic = real_records(real), corpus_records([CORPUS])
    found = {"real dev": of_split(joined, "dev"), "corpus dev": of_split(synthetic, "dev")}
    return {name: records for name, records in found.items() if records}


def heads_split(real: Path) -> list[Record]:
    """Returns the passages that heads are trained on, none of which the reader was trained on."""
    held_out = corpus_records([CORPUS / "held_out"])
    return of_split([*held_out, *real_records(real)], "heads")


def all_sets(real: Path) -> Iterator[tuple[str, list[Record]]]:
    """Yields each set that the shipped model was not trained on, with its name."""
    joined, synthetic = real_records(real), corpus_records([CORPUS])
    if joined:
        yield "real dev", of_split(joined, "dev")
        yield "real test", of_split(joined, "test")
    yield "corpus dev", of_split(synthetic, "dev")
    yield "corpus test", of_split(synthetic, "test")
    yield "held-out writers", of_split(corpus_records([CORPUS / "held_out"]), "test")
    yield "contrast", read_records(CORPUS / "contrast.jsonl")
    if GOLD.is_file():
        yield "a real report", read_records(GOLD)


def real_records(path: Path) -> list[Record]:
    """Returns the real passages of a file; without it, none, with a hint on how to get them."""
    if path.is_file():
        return read_records(path)
    sys.stderr.write(f"{path}: not there, real passages are left out (corpus/README.md).\n")
    return []


def answer_rows(records: Sequence[Record], reader: Reader) -> Rows:
    """Returns the pooled features of each passage; passages of one answer are read together."""
    answers: dict[object, list[int]] = {}
    for place, record in enumerate(records):
        answers.setdefault((record.report, record.answer or record.id), []).append(place)
    rows = reader.pooled(
        ([records[place].text for place in places], records[places[0]].context)
        for places in answers.values()
    )
    return rows[np.argsort([place for places in answers.values() for place in places])]


def tagged(heads: Heads, rows: Rows) -> list[Prediction]:
    """Returns the labels that heads predict from the pooled features of passages."""
    return [decide(heads, logits) for logits in heads.logits(rows)]


def table_row(*cells: object) -> None:
    """Prints a row of a Markdown table."""
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def table_head(*cells: str) -> None:
    """Prints the first two lines of a Markdown table."""
    table_row(*cells)
    table_row(*["---"] * len(cells))
