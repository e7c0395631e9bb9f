"""What the heads need beside what the reader gives: logistic regressions on several features.

Trained on the split ``heads``: on the reader's logits, on its vectors, on both (as
`meta87.training.fit` does), and on both with a signal that a rule or a component can give. Prints a
Markdown table of themes micro-F1 and kind macro-F1 on dev, each with its difference from those of
both (95 % interval, paired bootstrap). A signal has to bring half a point to be worth its code.

Run: ``python benchmarks/heads_ablation.py [--real build/real.jsonl] [--profile fast]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from splits import (
    CORPUS,
    arguments,
    dev_sets,
    heads_split,
    of_split,
    real_records,
    table_head,
    table_row,
)

from meta87.classify.labels import KINDS, THEMES, WIDTH, Prediction
from meta87.classify.reader import Reader
from meta87.classify.store import PROFILES, READER, model_folder
from meta87.corpus.files import corpus_records
from meta87.corpus.schema import EntityLabel, Record
from meta87.pipeline import passages
from meta87.rules.theme_words import theme_words
from meta87.training.compare import Difference, compare
from meta87.training.fit import Targets, groups_of, tuned_threshold
from meta87.training.rows import rows_of
from meta87.training.run import texts_of
from meta87.training.settings import Settings

TENSES = (
    r"\w{2,}(?:ó|aron|ieron)\b|\b(?:fue|fueron|hubo|ha|han)\b",
    r"\w{2,}(?:aba|aban|ía|ían)\b",
    r"\w{2,}(?:rá|rán|remos)\b",
    r"\b(?:es|son|está|están|hay|tiene|tienen|se)\b",
)
"""Signs of a finite verb: past, imperfect, future, present."""
ITEM = r"^\s*(?:[•✓*–-]|\(?[a-z0-9]{1,2}[.)]\s|[a-záéíóúñ])"
regression = partial(LogisticRegression, max_iter=2000)
Columns = NDArray[np.floating]
Passages = tuple[list[Record], Columns]
"""Passages with what the reader gives of them, ``[n, 396]``."""


def matching(*patterns: str) -> Callable[[Sequence[Record]], Columns]:
    """Returns a signal with a column for each pattern: whether it is found in the text."""
    finders = [re.compile(pattern) for pattern in patterns]
    return lambda records: np.array(
        [[bool(finder.search(record.text)) for finder in finders] for record in records], float
    )


def entity_counts(records: Sequence[Record]) -> Columns:
    """Returns the logarithm of how many entities of each label a passage has."""
    found = [[one.label for one in passage.entities] for passage in passages(texts_of(records))]
    return np.log1p([[labels.count(label) for label in get_args(EntityLabel)] for labels in found])


def theme_columns(records: Sequence[Record]) -> Columns:
    """Returns for each theme whether the words of a passage indicate it."""
    given = [theme_words(record.text) for record in records]
    return np.array([[theme in themes for theme in THEMES] for themes in given], float)


def of_words(real: Path) -> Callable[[Sequence[Record]], Columns]:
    """Returns the logits of the kinds by words alone, learnt from the split ``train``."""
    known = of_split([*corpus_records([CORPUS]), *real_records(real)], "train")
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
    words = make_pipeline(vectors, regression())
    words.fit([record.text for record in known], [record.kind for record in known])
    return lambda records: words.decision_function([record.text for record in records])


SIGNALS: dict[str, Callable[[Sequence[Record]], Columns]] = {
    "entity counts": entity_counts,
    "tense": matching(*TENSES),
    "list item": matching(ITEM),
    "a number": matching(r"\d"),
    "theme words": theme_columns,
}


def features(name: str, known: Passages) -> Columns:
    """Returns the features that a row of the table is trained on, those of vectors first."""
    records, rows = known
    parts = {"both": rows, "logits": rows[:, WIDTH:], "vectors": rows[:, :WIDTH]}
    return parts[name] if name in parts else np.hstack([rows, SIGNALS[name](records)])


def trained(learnt: Passages, name: str) -> Callable[[Passages], list[Prediction]]:
    """Returns a function that labels passages by regressions, with a threshold as in `fit`."""
    settings, columns, targets = Settings(), features(name, learnt), Targets.of(learnt[0])
    vector = 0 if name == "logits" else WIDTH
    themes = scaled(vector, OneVsRestClassifier(regression(C=settings.C_themes)))
    scores = cross_val_predict(
        themes,
        columns,
        targets.has,
        groups=groups_of(learnt[0], settings.folds),
        cv=GroupKFold(settings.folds, shuffle=True, random_state=settings.seed),
        method="predict_proba",
    )
    threshold = tuned_threshold(targets.has, scores)
    themes.fit(columns, targets.has)
    kind = scaled(vector, regression(C=settings.C_kind)).fit(columns, targets.kinds)

    def tag(known: Passages) -> list[Prediction]:
        """Returns the labels of passages."""
        scores = themes.predict_proba(features(name, known))
        kinds = kind.predict(features(name, known))
        return [
            Prediction(
                tuple(
                    theme for theme, score in zip(THEMES, row, strict=True) if score >= threshold
                ),
                dict(zip(THEMES, row, strict=True)),
                KINDS[place],
                {},
            )
            for row, place in zip(scores, kinds, strict=True)
        ]

    return tag


def scaled(vector: int, estimator: object) -> Pipeline:
    """Returns an estimator on standardised columns; those of a vector count as one, as in `fit`."""
    weigh = FunctionTransformer(
        lambda columns: columns / np.where(np.arange(columns.shape[1]) < vector, WIDTH**0.5, 1)
    )
    return make_pipeline(StandardScaler(), weigh, estimator)


def main() -> None:
    """Prints the table."""
    asked = arguments(__doc__).parse_args()
    reader = Reader(model_folder() / READER, PROFILES[asked.profile])
    records = heads_split(asked.real)
    learnt = records, rows_of(records, reader)
    sets = {name: (found, rows_of(found, reader)) for name, found in dev_sets(asked.real).items()}
    table_head("features", *(f"{name}: {part}" for name in sets for part in ("themes", "kind")))
    SIGNALS["n-grams"] = of_words(asked.real)
    both = trained(learnt, "both")
    for name in ("both", "logits", "vectors", *SIGNALS):
        tag = trained(learnt, name)
        found = [compare(known[0], both(known), tag(known)) for known in sets.values()]
        cells = [cell(side) for one in found for side in (one.themes, one.kind)]
        table_row(f"both, {name}" if name in SIGNALS else name, *cells)


def cell(side: Difference) -> str:
    """Returns a metric with its difference from that of both feature sets."""
    low, high = side.interval
    return f"{side.new:.3f} ({side.new - side.old:+.3f} [{low:+.3f}, {high:+.3f}])"


if __name__ == "__main__":
    main()
