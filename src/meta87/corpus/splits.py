"""Splits by report: no report is ever in two of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from meta87.corpus.schema import Record, Split

_TEST, _DEV = 0.15, 0.30  # up to which share of a writer's passages reports go there


def assigned_splits(records: Sequence[Record]) -> dict[str, Split]:
    """Give the split of each report: 15 % test, 15 % dev, 70 % train, of every writer.

    A writer's reports are taken in the order of their hashes, so that the split depends on
    nothing but the writer's reports and their sizes.
    """
    sizes: dict[str, Counter[str]] = {}
    for record in records:
        sizes.setdefault(record.writer or "", Counter())[record.report] += 1
    splits: dict[str, Split] = {}
    for reports in sizes.values():
        seen, total = 0, reports.total()
        for report in sorted(reports, key=_hash):
            share = seen / total
            splits[report] = "test" if share < _TEST else "dev" if share < _DEV else "train"
            seen += reports[report]
    return splits


def _hash(report: str) -> str:
    return hashlib.sha256(report.encode()).hexdigest()
