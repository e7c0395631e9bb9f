"""What more passages bring: the model trained on growing parts of the corpus.

Whole reports are drawn at random (seed 87) until they hold the wanted number of passages; the model
is measured on the dev split, on the test split, whose writers are in no other, and on the annotated
passages of a real report when they are there.
Run: ``python benchmarks/learning_curve.py``; the thresholds of the themes stay at one half.
What it prints is kept in ``learning_curve.csv``, which a notebook draws.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from figures import SHARED

from meta87.classification.doubt import Doubt
from meta87.classification.encoder import Encoder
from meta87.classification.heads import Heads
from meta87.classification.items import Item, items_of
from meta87.classification.labels import THEMES
from meta87.classification.store import model_folder
from meta87.corpus.files import corpus_records
from meta87.corpus.schema import Record, read_records
from meta87.training.encoding import LearningReader
from meta87.training.evaluate import Tagged, evaluate
from meta87.training.passages import passages_of
from meta87.training.settings import Settings
from meta87.training.train import fit, targets_of

CORPUS = Path(__file__).parents[1] / "corpus/passages"
TABLE = Path(__file__).with_suffix(".csv")
SIZES = (250, 500, 1000, 2000, 10**6)
SEED = 87
HALF = np.full(len(THEMES), 0.5)


def main() -> None:
    """Print a row a size: themes micro-F1 and kind macro-F1 on each set."""
    records = corpus_records([CORPUS])
    sets = {split: [r for r in records if r.split == split] for split in ("train", "dev", "test")}
    gold = SHARED / "gold/mx-2024-q1-4.jsonl"
    if gold.is_file():
        sets["gold"] = read_records(gold)
    reader = LearningReader(Encoder(model_folder() / "encoder"))
    items = {name: items_of(passages_of(found), reader) for name, found in sets.items()}
    measured = [name for name in sets if name != "train"]
    rows = ["passages,set,measure,f1"]
    sys.stdout.write(f"{'passages':>8}" + "".join(f"{f'{n} (themes, kind)':>24}" for n in measured))
    for chosen in draws(sets["train"]):
        heads = trained([sets["train"][i] for i in chosen], [items["train"][i] for i in chosen])
        sys.stdout.write(f"\n{len(chosen):>8}")
        for name in measured:
            found = figures(heads, sets[name], items[name])
            rows += [f"{len(chosen)},{name},{of},{f1:.3f}" for of, f1 in found.items()]
            sys.stdout.write(f"{'  '.join(f'{f1:.3f}' for f1 in found.values()):>24}")
    sys.stdout.write("\n")
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf8")


def draws(records: Sequence[Record]) -> Iterator[list[int]]:
    """Give the places of the passages of more and more reports, one list a size."""
    places: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        places.setdefault(record.report, []).append(place)
    reports = sorted(places)
    random.Random(SEED).shuffle(reports)  # noqa: S311  no secret
    for size in SIZES:
        chosen: list[int] = []
        for report in reports:
            if len(chosen) >= size:
                break
            chosen += places[report]
        yield chosen


def trained(records: Sequence[Record], items: Sequence[Item]) -> Heads:
    """Fit both models."""
    return fit(items, targets_of(records), Settings()).heads()


def figures(heads: Heads, gold: Sequence[Record], items: Sequence[Item]) -> dict[str, float]:
    """Give themes micro-F1 and kind macro-F1."""
    found = evaluate(gold, [Tagged(p.themes, p.kind) for p in heads.predict(items, HALF, Doubt())])
    return {"themes": found.themes["micro_f1"], "kind": found.kind["macro_f1"]}


if __name__ == "__main__":
    main()
