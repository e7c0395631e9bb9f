"""How many passages heads need: themes and kind on dev by how many of the split ``heads`` they saw.

Whole reports are drawn at random until they hold the wanted number of passages; figures are means
of `DRAWS` draws. Prints a Markdown table. It says what annotated passages of one's own bring to a
training, and what more real ones would.

Run: ``python benchmarks/learning_curve.py [--real build/real.jsonl] [--profile fast]``.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from splits import arguments, dev_sets, heads_split, table_head, table_row, tagged

from meta87.classify.heads import Heads
from meta87.classify.reader import Reader, Rows
from meta87.classify.store import PROFILES, READER, model_folder
from meta87.corpus.schema import Record
from meta87.training.evaluate import evaluate
from meta87.training.fit import Targets, fit, groups_of
from meta87.training.rows import rows_of
from meta87.training.settings import Settings

SIZES = (250, 500, 1000, 2000)
DRAWS = 3


def main() -> None:
    """Prints the table."""
    asked = arguments(__doc__).parse_args()
    reader = Reader(model_folder() / READER, PROFILES[asked.profile])
    records = heads_split(asked.real)
    rows = rows_of(records, reader)
    sets = {name: (found, rows_of(found, reader)) for name, found in dev_sets(asked.real).items()}
    table_head("passages", *(f"{name}: {part}" for name in sets for part in ("themes", "kind")))
    for size in (*(size for size in SIZES if size < len(records)), len(records)):
        draws = DRAWS if size < len(records) else 1
        found = [
            [figure for known in sets.values() for figure in figures(heads, *known)]
            for heads in (
                trained(records, rows, drawn(records, size, seed)) for seed in range(draws)
            )
        ]
        table_row(f"{size:,}", *(f"{mean:.3f}" for mean in np.mean(found, axis=0)))


def drawn(records: Sequence[Record], size: int, seed: int) -> list[int]:
    """Returns the indices of the passages of randomly sampled reports."""
    places: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        places.setdefault(record.report, []).append(place)
    reports = sorted(places)
    random.Random(seed).shuffle(reports)  # noqa: S311  no secret
    chosen: list[int] = []
    for report in reports:
        if len(chosen) >= size:
            break
        chosen += places[report]
    return chosen


def trained(records: Sequence[Record], rows: Rows, places: Sequence[int]) -> Heads:
    """Returns heads trained on some of the passages."""
    settings, some = Settings(), [records[place] for place in places]
    return fit(rows[places], Targets.of(some), groups_of(some, settings.folds), settings).heads


def figures(heads: Heads, records: Sequence[Record], rows: Rows) -> tuple[float, float]:
    """Returns themes micro-F1 and kind macro-F1."""
    found = evaluate(records, tagged(heads, rows))
    return found.themes["micro_f1"], found.kind["macro_f1"]


if __name__ == "__main__":
    main()
