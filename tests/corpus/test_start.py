"""What corpus/README.md says of the corpus holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from meta87.corpus.schema import read_records
from meta87.corpus.splits import assigned_splits

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def records():
    return read_records(CORPUS / "passages/start.jsonl")


def test_no_report_is_in_two_splits(records) -> None:
    splits = defaultdict(set)
    for record in records:
        splits[record.report].add(record.split)
    assert all(len(found) == 1 for found in splits.values())


def test_the_splits_are_those_of_the_rule(records) -> None:
    assert assigned_splits(records) == {record.report: record.split for record in records}


def test_dev_and_test_have_their_share_of_every_writer(records) -> None:
    by_writer = defaultdict(Counter)
    for record in records:
        by_writer[record.writer][record.split] += 1
    for counts in by_writer.values():
        assert 0.12 <= counts["test"] / counts.total() <= 0.19
        assert 0.12 <= counts["dev"] / counts.total() <= 0.19


def test_the_datasheet_counts_what_is_there(records) -> None:
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    splits = Counter(record.split for record in records)
    kinds = Counter(record.kind for record in records)
    reports = len({record.report for record in records})
    for number in (len(records), reports, *splits.values(), *kinds.values()):
        assert f" {number} " in sheet
