"""What passages of one's own bring, by how much they weigh, on further passages of their writers.

Of the writers of ``corpus/held_out`` three are drawn as one's own; the heads are trained on the
others, and with whole reports of the three that hold some 176 passages. They are measured on all
other passages of the three, and on the shipped test split. Intervals are of the difference from
the heads without them, over reports, three draws together. ``another convention`` is the same where
one's own team takes every process that tells of a training or a campaign for an output.

Run: ``python benchmarks/retraining.py [--profile fast] [--draws 3]``. Prints a Markdown table.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from splits import CORPUS, arguments, of_split, table_head, table_row, tagged

from meta87.classify.heads import Heads
from meta87.classify.labels import Prediction
from meta87.classify.reader import Reader, Rows
from meta87.classify.store import PROFILES, READER, model_folder
from meta87.corpus.files import corpus_records
from meta87.corpus.schema import Record
from meta87.training.compare import Difference, compare
from meta87.training.fit import Targets, fit, groups_of
from meta87.training.own_weight import OwnWeight, own_weight
from meta87.training.rows import rows_of
from meta87.training.settings import Settings

OWN_WRITERS, OWN_PASSAGES = 3, 176
TRAINING = re.compile(r"capacit|formaci|curso|taller|sensibiliz|campañ|jornada", re.IGNORECASE)
CHOSEN, ALONE = "weight by cross-validation", "one's own alone"
Sides = tuple[list[Record], list[Prediction], list[Prediction]]
"""Passages, their labels by the heads without one's own, and with them."""


def main() -> None:
    """Prints the table."""
    parser = arguments(__doc__)
    parser.add_argument("--draws", type=int, default=3)
    asked = parser.parse_args()
    reader = Reader(model_folder() / READER, PROFILES[asked.profile])
    held_out = corpus_records([CORPUS / "held_out"])
    shipped = of_split(corpus_records([CORPUS]), "test")
    rows = {record.id: row for record, row in zip(held_out, rows_of(held_out, reader), strict=True)}
    known = shipped, rows_of(shipped, reader)
    table_head("", "own: themes", "own: kind", "shipped test: themes", "shipped test: kind")
    for name, of_own in (("same guideline", list), ("another convention", converted)):
        table_row(f"**{name}**", "", "", "", "")
        report(held_out, of_own, rows, known, range(asked.draws))


def converted(records: Sequence[Record]) -> list[Record]:
    """Returns passages as a team would label them that counts every training as an output."""
    return [
        record.model_copy(update={"kind": "output"})
        if record.kind == "process" and TRAINING.search(record.text)
        else record
        for record in records
    ]


def report(
    records: Sequence[Record],
    of_own: Callable[[Sequence[Record]], list[Record]],
    rows: Mapping[str, Rows],
    shipped: tuple[list[Record], Rows],
    draws: Sequence[int],
) -> None:
    """Prints a row for each weight, over all draws."""
    found: dict[str, tuple[Sides, Sides]] = {}
    for seed in draws:
        own, others, rest = drawn(records, seed)
        own, rest = of_own(own), of_own(rest)
        sets = [(rest, np.array([rows[r.id] for r in rest])), shipped]
        plain = dict(heads_of(others, [], rows))["1"]
        for name, heads in heads_of(others, own, rows):
            sides = found.setdefault(name, (([], [], []), ([], [], [])))
            for (gold, of), (kept, old, new) in zip(sets, sides, strict=True):
                kept.extend(r.model_copy(update={"report": f"{seed}-{r.report}"}) for r in gold)
                old.extend(tagged(plain, of))
                new.extend(tagged(heads, of))
    for name, sides in found.items():
        compared = [compare(*side) for side in sides]
        table_row(name, *(cell(part) for one in compared for part in (one.themes, one.kind)))


def drawn(records: Sequence[Record], seed: int) -> tuple[list[Record], list[Record], list[Record]]:
    """Returns passages of one's own to learn from, those of others, and the rest of one's own."""
    draw = random.Random(seed)  # noqa: S311  no secret
    writers = draw.sample(sorted({str(record.writer) for record in records}), OWN_WRITERS)
    mine = [record for record in records if record.writer in writers]
    reports = sorted({record.report for record in mine})
    draw.shuffle(reports)
    learnt: set[str] = set()
    for name in reports:
        if sum(record.report in learnt for record in mine) < OWN_PASSAGES - 10:
            learnt.add(name)
    own = [record for record in mine if record.report in learnt]
    others = [record for record in records if record.writer not in writers]
    return own, others, [record for record in mine if record.report not in learnt]


def heads_of(
    others: list[Record], own: list[Record], rows: Mapping[str, Rows]
) -> Iterator[tuple[str, Heads]]:
    """Yields heads by the weight of one's own passages."""
    settings, records = Settings(), [*others, *own]
    targets, of = Targets.of(records), np.array([rows[record.id] for record in records])
    is_own = np.arange(len(records)) >= len(others)
    groups = groups_of(records, settings.folds)
    weights = {str(n): OwnWeight(n, n) for n in ((1, 4, 16) if own else (1,))}
    if own:
        reports = [record.report for record in records]
        weights[CHOSEN] = own_weight(of, targets, is_own, reports, settings)
    for name, weight in weights.items():
        yield name, fit(of, targets, groups, settings, weight.of(is_own)).heads
    if own:
        alone = fit(of[is_own], Targets.of(own), groups_of(own, settings.folds), settings)
        yield ALONE, alone.heads


def cell(side: Difference) -> str:
    """Returns a metric with its difference from that of the heads without one's own."""
    low, high = side.interval
    return f"{side.new:.3f} ({side.new - side.old:+.3f} [{low:+.3f}, {high:+.3f}])"


if __name__ == "__main__":
    main()
