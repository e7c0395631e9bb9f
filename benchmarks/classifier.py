"""The classifier beside simpler ones, and without each of its parts.

Learnt from the split train; measured on dev, on test, whose writers are in no other split, on
eight writers that nothing has read, and on a real report's annotated passages if they are there.
Parts are left out on dev alone.
Run: ``python benchmarks/classifier.py`` (a quarter of an hour; encodings are kept in META87_CACHE).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from figures import SHARED
from scipy.special import logit
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from meta87.classification.again import NEVER, Again
from meta87.classification.encoder import CASCADE, Encoder
from meta87.classification.estimators import Estimators
from meta87.classification.features import EachTheme, Signals
from meta87.classification.items import Item, items_of
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.network import STUDENT, TEACHER
from meta87.classification.said import INSIDE, said_of
from meta87.classification.signal import Signal
from meta87.classification.store import model_folder
from meta87.classification.text import window
from meta87.classification.theme_words import listed_themes
from meta87.corpus.files import corpus_records
from meta87.corpus.schema import Record, read_records
from meta87.training.encoding import LearningReader
from meta87.training.evaluate import Evaluation, Tagged, evaluate
from meta87.training.passages import passages_of
from meta87.training.settings import Settings
from meta87.training.taught import Lessons
from meta87.training.train import fit, folds_of, held_out_scores, lessons_of, targets_of

CORPUS = Path(__file__).parents[1] / "corpus"
HALF = 0.5
GROUPS = {
    "the encoder": ("meaning",),
    "its reading of the passage in context": ("meaning-inside",),
    "its student's reading in context": ("meaning-student",),
    "what it says of the sentences before": ("meaning-near", "meaning-before", "meaning-lead"),
    "theme words of the passage": ("own", "other", "hint"),
    "inherited theme words": ("inherited", "beside", "lead"),
    "cues of the lead-in": ("lead:",),
}
"""Parts of the model, by how the names of their signals begin."""


@dataclass(frozen=True, slots=True)
class Split:
    """Annotated passages as each classifier takes them."""

    records: Sequence[Record]
    passages: Sequence[Passage]
    items: Sequence[Item]

    @property
    def texts(self) -> list[str]:
        """The passages alone."""
        return [record.text for record in self.records]

    @property
    def themes(self) -> np.ndarray:
        """Which themes each has, ``[n, 4]``."""
        return targets_of(self.records)["themes"]

    @property
    def kinds(self) -> np.ndarray:
        """The kind of each."""
        return targets_of(self.records)["kind"]


def main() -> None:
    """Print both tables."""
    splits = dict(_splits())
    train = splits.pop("train")
    head = "".join(f"{f'{name} (themes, kind)':>40}" for name in splits)
    sys.stdout.write(f"{'':<40}{head}\n")
    for name, classify in classifiers(train).items():
        shown = [_figures(evaluate(s.records, classify(s))) for s in splits.values()]
        sys.stdout.write(f"{name:<40}{''.join(f'{one:>40}' for one in shown)}\n")
    sys.stdout.write("\nwithout, on dev\n")
    for name, starts in {"": ("nothing",), **GROUPS}.items():
        classify = ours(fitted(replace(train, items=_without(train.items, starts))))
        left = replace(splits["dev"], items=_without(splits["dev"].items, starts))
        shown = _figures(evaluate(left.records, classify(left)))
        sys.stdout.write(f"{name or 'nothing':<40}{shown:>40}\n")


Classify = Callable[[Split], list[Tagged]]


def classifiers(train: Split) -> dict[str, Classify]:
    """Give each classifier, trained, by its name."""
    fast = replace(train, items=items_of(train.passages))
    targets, folds = targets_of(train.records), folds_of(train.records, Settings())
    kind = held_out_scores(train.items, targets, Settings(), folds)["kind"]
    default = fitted(train)
    lessons = lessons_of(train.records, _all_readers(), default, kind, Settings())
    return {
        "majority": lambda split: [Tagged((), "process")] * len(split.records),
        "word lists with inherited context": _by_lists,
        "TF-IDF, logistic regression": _by_words(train),
        "the encoder's own heads": _by_encoder,
        "the encoder's reading in context": _in_context(TEACHER),
        "gradient boosting over the same signals": _boosted(train),
        "the student's reading in context": _in_context(STUDENT),
        "Meta87, fast profile": _without_encoder(ours(fitted(fast, lessons))),
        "a passage and its context read together": _together,
        "Meta87, each passage read once": ours(default),
        "Meta87": ours(default, Again()),
    }


def fitted(train: Split, lessons: Lessons | None = None) -> Estimators:
    """Give the project's own models, trained; those of the fast profile are taught."""
    return fit(train.items, targets_of(train.records), Settings(), lessons)


def ours(trained: Estimators, again: Again = NEVER) -> Classify:
    """Label as the project does."""

    def classify(split: Split) -> list[Tagged]:
        """Label a split."""
        kinds = trained.kind.predict(split.items)
        odds = logit(trained.themes.predict_proba(split.items))
        return _tagged(again.log_odds(split.passages, odds, _all_readers()) > 0, kinds)

    return classify


def _without_encoder(classify: Classify) -> Classify:
    return lambda split: classify(replace(split, items=items_of(split.passages)))


def _reader(*networks: str) -> LearningReader:
    return LearningReader(Encoder(model_folder() / "encoder", networks))


@cache
def _all_readers() -> Encoder:
    return Encoder(model_folder() / "encoder", joint=True)


def _together(split: Split) -> list[Tagged]:
    said = _all_readers().together([window(passage) for passage in split.passages])
    kinds, themes = said[:, : len(KINDS)], said[:, len(KINDS) :]
    return _tagged(themes > 0, np.array(KINDS)[kinds.argmax(axis=1)])


def _by_lists(split: Split) -> list[Tagged]:
    return [Tagged(tuple(listed_themes(passage)), "process") for passage in split.passages]


def _by_words(train: Split) -> Classify:
    def model(of: BaseEstimator) -> BaseEstimator:
        """Give words and pairs of words, then a model of them."""
        return make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), of)

    regression = LogisticRegression(C=10.0, max_iter=1000)
    themes = model(OneVsRestClassifier(regression)).fit(train.texts, train.themes)
    kinds = model(regression).fit(train.texts, train.kinds)
    return lambda split: _tagged(themes.predict(split.texts) == 1, kinds.predict(split.texts))


def _by_encoder(split: Split) -> list[Tagged]:
    said = _reader(TEACHER).encode(split.texts)
    return _tagged(said.themes > 0, np.array(KINDS)[said.kind.argmax(axis=1)])


def _in_context(network: str) -> Classify:
    def classify(split: Split) -> list[Tagged]:
        """Label a split by what a network says of its passages in context."""
        inside = np.array([one.told[INSIDE] for one in said_of(split.passages, _reader(network))])
        kinds, themes = np.split(inside, [len(KINDS)], axis=1)
        return _tagged(themes > HALF, np.array(KINDS)[kinds.argmax(axis=1)])

    return classify


def _boosted(train: Split) -> Classify:
    """Give boosted trees for the kind and, as in the project's own model, one for all themes."""

    def dense() -> BaseEstimator:
        """Give signals as a full matrix, then trees."""
        full = FunctionTransformer(lambda rows: rows.toarray(), accept_sparse=True)
        return make_pipeline(Signals(), full, HistGradientBoostingClassifier(random_state=0))

    kind = dense().fit([item.kind for item in train.items], train.kinds)
    themes = EachTheme(dense()).fit(train.items, train.themes)
    return lambda split: _tagged(
        themes.predict_proba(split.items) > HALF, kind.predict([i.kind for i in split.items])
    )


def _tagged(given: np.ndarray, kinds: np.ndarray) -> list[Tagged]:
    return [
        Tagged(tuple(t for t, is_given in zip(THEMES, row, strict=True) if is_given), kind)
        for row, kind in zip(given, kinds, strict=True)
    ]


def _without(items: Sequence[Item], starts: tuple[str, ...]) -> list[SimpleNamespace]:
    def kept(signals: Sequence[Signal]) -> tuple[Signal, ...]:
        """Leave out the signals whose names begin so."""
        return tuple(signal for signal in signals if not signal.name.startswith(starts))

    return [
        SimpleNamespace(
            kind=kept(item.kind),
            themes={theme: kept(signals) for theme, signals in item.themes.items()},
            words=item.words,
        )
        for item in items
    ]


def _splits() -> Iterator[tuple[str, Split]]:
    reader = _reader(*CASCADE)
    records = corpus_records([CORPUS / "passages"])
    sets = {split: [r for r in records if r.split == split] for split in ("train", "dev", "test")}
    held_out = corpus_records([CORPUS / "held_out"])
    sets["held out"] = [r for r in held_out if r.split == "test"]
    gold = SHARED / "gold/mx-2024-q1-4.jsonl"
    if gold.is_file():
        sets["gold"] = read_records(gold)
    for name, found in sets.items():
        passages = passages_of(found)
        yield name, Split(found, passages, items_of(passages, reader))


def _figures(found: Evaluation) -> str:
    parts = ((found.themes, "micro_f1"), (found.kind, "macro_f1"))
    return "  ".join(
        f"{part[name]:.3f} [{part['intervals'][name][0]:.3f}, {part['intervals'][name][1]:.3f}]"
        for part, name in parts
    )


if __name__ == "__main__":
    main()
