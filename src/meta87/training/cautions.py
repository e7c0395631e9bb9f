"""What to bear in mind of figures: passages that are few, or that the model has learnt from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from meta87.classification.encoder import Encoder
from meta87.classification.labels import Passage
from meta87.classification.store import read_manifest
from meta87.corpus.rows import json_rows
from meta87.corpus.schema import Record
from meta87.training.encoding import LearningReader
from meta87.training.run import HELD_OUT

FEWEST, FEWEST_REPORTS = 200, 2
_NEGLIGIBLE = 0.1  # a share of passages; short ones ("No aplica.") are alike by chance


def are_few(passages: int, reports: int) -> bool:
    """Tell whether that many passages, of that many reports, are too few to learn or measure."""
    return passages < FEWEST or reports < FEWEST_REPORTS


def learnt_from(
    records: Sequence[Record], files: Sequence[Path], folder: Path, encoder: Encoder | None
) -> int:
    """Count the passages that a model has learnt from; 0 if they are a tenth of all or fewer.

    Args:
        records: the passages.
        files: where they stand.
        folder: the model's; its manifest has the sums of the files that it learnt from, all but the
            test split.
        encoder: that of the model, which has learnt too.

    Raises:
        ModelError: there is no model in the folder.
    """
    trained_on = read_manifest(folder).get("trained_on", {})
    sums = set(trained_on.get("files", {}).values())
    known = {key for file in files for key in _learnt_in(file, sums)}
    tuned = LearningReader(encoder) if encoder else None
    learnt = sum(
        (r.report, r.id) in known or bool(tuned and tuned.knows(Passage(r.text, r.context)))
        for r in records
    )
    return learnt if learnt > len(records) * _NEGLIGIBLE else 0


def _learnt_in(file: Path, sums: set[str]) -> list[tuple[object, object]]:
    """Give report and id of the passages of a file that was learnt from."""
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() not in sums:
        return []
    rows = (row.record for row in json_rows(data))
    return [(row.get("report"), row.get("id")) for row in rows if row.get("split") != HELD_OUT]
