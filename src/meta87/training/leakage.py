"""Leakage warnings: passages that are few, or that a model has learnt from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meta87.classify import store
from meta87.classify.files import as_model_error, read_manifest, sha256_hex
from meta87.classify.reader import MANIFEST
from meta87.corpus.schema import Record, read_records
from meta87.corpus.splits import HELD_OUT, Split
from meta87.training.evaluate import MIN_REPORTS

MIN_PASSAGES = 200
"""To learn from, or to measure on; with fewer, chance decides."""
_NEGLIGIBLE = 0.1  # a share of passages; short ones ("No aplica.") are alike by chance


def are_few(passages: int, reports: int, min_reports: int = MIN_REPORTS) -> bool:
    """Whether that many passages, of that many reports, are too few to learn or measure."""
    return passages < MIN_PASSAGES or reports < min_reports


class Training:
    """What the reader in a folder was trained on, as its manifest says."""

    def __init__(self, reader: Path) -> None:
        path = reader / MANIFEST
        manifest = read_manifest(path)
        with as_model_error(path):
            self._writers = frozenset(manifest["trained_on"]["writers"])
            self._sources = frozenset(manifest["trained_on"]["sources"])

    def has(self, record: Record) -> bool:
        """Whether the reader was trained on a passage: it is of the split of a known writer."""
        source = (record.model_extra or {}).get("source")
        known = record.writer in self._writers or source in self._sources
        return record.split == Split.TRAIN and known


def new_to(
    reader: Path, files: Mapping[Path, Sequence[Record]], folds: int
) -> dict[Path, list[Record]]:
    """Returns, by file, the passages to train heads on.

    All but those of dev and test, and but those that the reader was trained on, unless nearly
    nothing else is left.
    """
    training = Training(reader)
    known = {path: [r for r in rs if r.split not in HELD_OUT] for path, rs in files.items()}
    new = {path: [r for r in rs if not training.has(r)] for path, rs in known.items()}
    reports = {record.report for found in new.values() for record in found}
    return new if len(reports) >= folds else known


def text_keys(records: Sequence[Record]) -> NDArray[np.uint64]:
    """Returns a number for each text of records, in order, from which none can be read."""
    digests = (hashlib.sha256(record.text.encode()).digest() for record in records)
    return np.array([int.from_bytes(each[:8], "big") for each in digests], np.uint64)


def learnt_from(
    records: Sequence[Record], files: Sequence[Path], folder: Path, reader: Path
) -> int:
    """Counts the passages that a model has learnt from; 0 if they are a tenth of all or fewer.

    They are known by their texts: the model has the `text_keys` of what it learnt from. One that
    has none names the sums of its files, among which may be those that the passages stand in. Its
    reader has learnt too.

    Raises:
        ModelError: there is no model in the folder.
    """
    keys = store.learnt_keys(folder)
    if keys is None:
        sums = store.read_manifest(folder).get("trained_on", {}).get("files", {}).values()
        known = [path for path in files if sha256_hex(path.read_bytes()) in sums]
        taken = [r for path in known for r in read_records(path) if r.split not in HELD_OUT]
        keys = text_keys(taken)
    training, same = Training(reader), np.isin(text_keys(records), keys)
    learnt = sum(training.has(r) or is_known for r, is_known in zip(records, same, strict=True))
    return int(learnt) if learnt > len(records) * _NEGLIGIBLE else 0
