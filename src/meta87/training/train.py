"""Train the classifier on annotated passages, with cross-validation by report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import VotingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline

from meta87.classification.encoder import Encoder
from meta87.classification.features import MaskedWords, Meaning, Signals
from meta87.classification.heads import Heads
from meta87.classification.items import Item, with_vectors
from meta87.classification.labels import KINDS, THEMES
from meta87.classification.model import Model
from meta87.corpus.schema import Record
from meta87.errors import UsageError
from meta87.training.embeddings import embed
from meta87.training.evaluate import Evaluation, Tagged, evaluate
from meta87.training.passages import passages_of

Progress = Callable[[str], None]
Folds = list[tuple[NDArray[np.int_], NDArray[np.int_]]]

_THRESHOLDS = np.arange(0.20, 0.71, 0.02)
_ITERATIONS = 2000
_SMOOTHING = 5  # neighbouring thresholds that are averaged, so that none is chosen by luck


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; the defaults were chosen by cross-validation on the corpus.

    Attributes:
        theme_strength: inverse of the regularisation of each theme model.
        theme_meaning: scale of the sentence vector in the theme models.
        cue_led_strength, cue_led_meaning: the same for the kind's model that is led by cues.
        meaning_led_strength, meaning_led_meaning: and for the one that is led by meaning.
        folds: of the cross-validation.
        seed: of what is drawn at random: the folds.
    """

    theme_strength: float = 1.0
    theme_meaning: float = 3.0
    cue_led_strength: float = 1.0
    cue_led_meaning: float = 3.0
    meaning_led_strength: float = 0.5
    meaning_led_meaning: float = 6.0
    folds: int = 5
    seed: int = 87


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model with how it was made.

    Attributes:
        model: the model.
        settings: how it was trained.
        records: number of passages that it learnt from.
        reports: number of reports that they are of.
        cross_validation: figures on passages of hands (or reports) left out in turn.
    """

    model: Model
    settings: Settings
    records: int
    reports: int
    cross_validation: Evaluation


def train(
    records: Sequence[Record],
    encoder: Encoder,
    settings: Settings | None = None,
    progress: Progress = lambda _: None,
) -> TrainedModel:
    """Train on all the records given; nothing but `settings.seed` is left to chance.

    Args:
        records: annotated passages of at least `settings.folds` reports.
        encoder: gives the sentence vectors; those of unchanged reports are cached.
        settings: the defaults when absent.
        progress: told the name of each step as it begins.

    Raises:
        UsageError: too few reports, or a label that no passage or every passage has.
    """
    settings = settings or Settings()
    _require_enough(records, settings)
    progress("passages")
    items, targets = items_of_records(records, encoder), _targets(records)
    models = {"themes": theme_pipeline(settings), "kind": kind_model(settings)}
    progress("cross-validation")
    held_out = _held_out_scores(models, items, targets, _folds(records, settings))
    thresholds = tuned_thresholds(targets["themes"], held_out["themes"])
    figures = evaluate(records, _tagged(held_out, thresholds, np.unique(targets["kind"])))
    progress("model")
    fitted = {name: model.fit(items, targets[name]) for name, model in models.items()}
    heads = Heads(fitted["themes"], fitted["kind"])
    model = Model(encoder, lambda: heads, thresholds)
    reports = len({record.report for record in records})
    return TrainedModel(model, settings, len(records), reports, figures)


def _held_out_scores(
    models: Mapping[str, Any], items: list[Item], targets: Mapping[str, NDArray[Any]], folds: Folds
) -> dict[str, NDArray[np.float64]]:
    """Give each item's probabilities by models that saw nothing of its report."""
    return {
        name: cross_val_predict(model, items, targets[name], cv=folds, method="predict_proba")
        for name, model in models.items()
    }


def _tagged(
    scores: Mapping[str, NDArray[np.float64]],
    thresholds: NDArray[np.float64],
    kinds: NDArray[np.str_],
) -> list[Tagged]:
    given = scores["themes"] >= thresholds
    chosen = kinds[scores["kind"].argmax(axis=1)]
    return [
        Tagged(tuple(t for t, is_given in zip(THEMES, row, strict=True) if is_given), kind)
        for row, kind in zip(given, chosen, strict=True)
    ]


def theme_pipeline(settings: Settings) -> Pipeline:
    """Give the untrained models of the themes: the word lists weigh, the meaning helps."""
    features = FeatureUnion(
        [("meaning", Meaning(settings.theme_meaning)), ("lists", Signals("themes"))]
    )
    one = LogisticRegression(C=settings.theme_strength, max_iter=_ITERATIONS)
    return Pipeline([("features", features), ("model", OneVsRestClassifier(one))])


def kind_model(settings: Settings) -> VotingClassifier:
    """Give the untrained model of the kind: the mean of one led by cues and one by meaning."""
    by_cues = [
        ("meaning", Meaning(settings.cue_led_meaning)),
        ("cues", Signals("kind")),
        ("words", _masked_words()),
    ]
    by_meaning = [("meaning", Meaning(settings.meaning_led_meaning)), ("words", _masked_words())]
    voters = [
        ("cues", _regression(by_cues, settings.cue_led_strength)),
        ("meaning", _regression(by_meaning, settings.meaning_led_strength)),
    ]
    return VotingClassifier(voters, voting="soft")


def _regression(features: list[tuple[str, Any]], strength: float) -> Pipeline:
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=_ITERATIONS)
    return Pipeline([("features", FeatureUnion(features)), ("model", model)])


def _masked_words() -> Pipeline:
    tfidf = TfidfVectorizer(
        lowercase=False, ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    return Pipeline([("masked", MaskedWords()), ("tfidf", tfidf)])


def items_of_records(records: Sequence[Record], encoder: Encoder) -> list[Item]:
    """Give what the estimators see of the records."""
    vectors = embed([record.text for record in records], encoder)
    return with_vectors(passages_of(records), vectors)


def tuned_thresholds(gold: NDArray[np.int_], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give per theme the threshold with the best F1 on held-out scores.

    Args:
        gold: 0 or 1, ``[passages, 4]``.
        scores: probabilities, ``[passages, 4]``.
    """
    return np.array([_threshold(gold[:, j], scores[:, j]) for j in range(gold.shape[1])])


def _threshold(gold: NDArray[np.int_], scores: NDArray[np.float64]) -> float:
    given = scores[:, None] >= _THRESHOLDS
    hits = (given & (gold[:, None] == 1)).sum(axis=0)
    f1 = 2 * hits / (given.sum(axis=0) + gold.sum())
    padded = np.pad(f1, _SMOOTHING // 2, mode="edge")
    smooth = np.convolve(padded, np.ones(_SMOOTHING) / _SMOOTHING, mode="valid")
    return round(float(_THRESHOLDS[smooth.argmax()]), 2)


def _targets(records: Sequence[Record]) -> dict[str, NDArray[Any]]:
    themes = [[int(theme in record.themes) for theme in THEMES] for record in records]
    return {"themes": np.array(themes), "kind": np.array([record.kind for record in records])}


def _folds(records: Sequence[Record], settings: Settings) -> Folds:
    """Leave out whole hands in turn, as a new report is by a new one; reports if hands are few."""
    hands = [record.writer or record.report for record in records]
    few = len(set(hands)) < settings.folds
    groups = [record.report for record in records] if few else hands
    split = GroupKFold(settings.folds, shuffle=True, random_state=settings.seed)
    return list(split.split(np.zeros(len(records)), groups=groups))


def _require_enough(records: Sequence[Record], settings: Settings) -> None:
    reports = {record.report for record in records}
    if len(reports) < settings.folds:
        raise UsageError("too-few-reports", found=len(reports), needed=settings.folds)
    themes = {theme for record in records for theme in record.themes}
    kinds = {record.kind for record in records}
    if missing := sorted({*THEMES, *KINDS} - themes - kinds):
        raise UsageError("labels-missing", labels=", ".join(missing))
