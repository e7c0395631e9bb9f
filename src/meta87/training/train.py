"""Train the classifier on annotated passages, with cross-validation by report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.model_selection import GroupKFold, cross_val_predict

from meta87.classification.again import NEVER, Again
from meta87.classification.encoder import Encoder
from meta87.classification.estimators import Estimators
from meta87.classification.heads import Heads
from meta87.classification.items import Item, items_of
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.model import Model
from meta87.classification.said import Reading
from meta87.classification.store import DEFAULT, FAST
from meta87.corpus.schema import Record
from meta87.errors import UsageError
from meta87.tagging import passages
from meta87.training.encoding import LearningReader
from meta87.training.evaluate import Evaluation, Tagged, evaluate
from meta87.training.made import made_texts
from meta87.training.passages import passages_of, texts_of
from meta87.training.settings import Settings
from meta87.training.taught import Lessons, taught_themes
from meta87.training.untrained import sharing_words, untrained, words_wanted

Progress = Callable[[str], None]
Folds = list[tuple[NDArray[np.int_], NDArray[np.int_]]]
Targets = Mapping[str, NDArray[Any]]

_THRESHOLDS = np.arange(0.20, 0.71, 0.02)
_ENOUGH = 500  # passages, to choose a threshold on
_AS_GOOD = 0.002  # of F1, less than writers differ by chance
_SMOOTHING = 5  # neighbouring thresholds that are averaged, so that none is chosen by luck


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model with how it was made.

    Attributes:
        models: the model of each profile.
        estimators: what scikit-learn trained for each.
        settings: how they were trained.
        records: number of passages that they learnt from.
        reports: number of reports that those are of.
        cross_validation: by profile, figures on passages of writers (or reports) left out in turn.
    """

    models: dict[str, Model]
    estimators: dict[str, Estimators]
    settings: Settings
    records: int
    reports: int
    cross_validation: dict[str, Evaluation]

    @property
    def model(self) -> Model:
        """The model of the default profile."""
        return self.models[DEFAULT]


def train(
    records: Sequence[Record],
    encoder: Path,
    settings: Settings | None = None,
    progress: Progress = lambda _: None,
) -> TrainedModel:
    """Train on all the records given; nothing but `settings.seed` is left to chance.

    Args:
        records: annotated passages of at least `settings.folds` reports.
        encoder: folder of what reads the passages; what it says of unchanged ones is cached, all
            but its second reading of what it did not learn from.
        settings: the defaults when absent.
        progress: told the name of each step as it begins.

    Raises:
        UsageError: too few reports, or a label that no passage or every passage has.
    """
    settings = settings or Settings()
    _require_enough(records, settings)
    progress("passages")
    read, targets = passages_of(records), targets_of(records)
    folds = folds_of(records, settings)
    models, estimators, figures = {}, {}, {}
    taught, lessons = None, None
    for profile, used in ((DEFAULT, Encoder(encoder, joint=True)), (FAST, None)):
        reader = LearningReader(used) if used else None
        items = items_of(read, reader)
        progress("cross-validation" if used else "fast")
        held_out = held_out_scores(items, targets, settings, folds, taught)
        new, again = _new(read, reader), settings.again if used else NEVER
        if used:
            held_out["themes"] = read_again(read, held_out["themes"], new, again, used)
        tuned_on = new if new.sum() >= _ENOUGH else np.ones_like(new)
        threshold = tuned_threshold(targets["themes"][tuned_on], held_out["themes"][tuned_on])
        thresholds = np.full(len(THEMES), threshold)
        tagged = _tagged(held_out, thresholds, np.unique(targets["kind"]))
        figures[profile] = evaluate(records, tagged)
        estimators[profile] = fit(items, targets, settings, lessons)
        heads = partial(_itself, estimators[profile].heads())
        models[profile] = Model(used, heads, thresholds, settings.doubt, again)
        taught = held_out["kind"]
        if used:
            progress("made")
            lessons = lessons_of(records, used, estimators[profile], taught, settings)
    reports = len({record.report for record in records})
    return TrainedModel(models, estimators, settings, len(records), reports, figures)


def fit(
    items: Sequence[Item],
    targets: Targets,
    settings: Settings,
    lessons: Lessons | None = None,
) -> Estimators:
    """Fit the models of the themes and of the kind to items.

    Args:
        items: with what the encoder says of them, or without for the fast profile.
        targets: of each item, as `targets_of` gives them.
        settings: how to train.
        lessons: for the fast profile, what the default one teaches it.
    """
    themes, kind = untrained(settings, fast=lessons is not None)
    if lessons is None:
        return Estimators(themes.fit(items, targets["themes"]), kind.fit(items, targets["kind"]))
    themes = taught_themes(themes, items, targets["themes"], lessons, settings.fast_taught)
    kind = kind.fit(items, targets["kind"], lessons=lessons)
    return sharing_words(themes, kind.pipeline_)


def lessons_of(
    records: Sequence[Record],
    encoder: Reading,
    estimators: Estimators,
    kind: NDArray[np.float64],
    settings: Settings,
) -> Lessons:
    """Make passages of annotated ones, and have the default profile say what it hears in all.

    It says so by its first reading alone: a second one of so many passages would take too long.

    Args:
        records: what is annotated.
        encoder: reads what is made; nothing of it is kept, for another corpus makes others.
        estimators: of the default profile.
        kind: what it says of the kinds of the records, ``[n, 3]``, in models that saw nothing of
            their writers.
        settings: how many are made.
    """
    count = round(settings.fast_made * len(records)) if settings.fast_taught else 0
    made = passages(made_texts(texts_of(records), count, settings.seed))
    items = items_of(made, encoder)
    return Lessons(
        kind,
        [replace(item, said=None) for item in items],
        estimators.kind.predict_proba(items) if items else np.zeros((0, len(KINDS))),
        estimators.themes.predict_proba(items) if items else np.zeros((0, len(THEMES))),
    )


def _itself(heads: Heads) -> Heads:
    return heads


def held_out_scores(
    items: Sequence[Item],
    targets: Targets,
    settings: Settings,
    folds: Folds,
    taught: NDArray[np.float64] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Give the probabilities that models give which saw nothing of an item's writer.

    What a teacher says of the items that are learnt from was said by models that knew the labels of
    those left out: figures of taught models are a little better than those on a new writer. Nothing
    that was made is learnt here, so that they are a little worse too.

    Args:
        items: as `fit`.
        targets: the same.
        settings: the same.
        folds: places of the items to learn from, and of those left out, in turn.
        taught: as `fit`.

    Raises:
        UsageError: no word stands in enough of the items to be weighed.
    """
    themes, kind = untrained(settings, fast=taught is not None)
    asked = {"cv": folds, "method": "predict_proba"}
    params = None if taught is None else {"taught": taught}
    with words_wanted(settings):
        return {
            "themes": cross_val_predict(themes, items, targets["themes"], **asked),
            "kind": cross_val_predict(kind, items, targets["kind"], **asked, params=params),
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


def _new(passages: Sequence[Passage], reader: LearningReader | None) -> NDArray[np.bool_]:
    """Say which passages the encoder reads as it will new ones, jointly and not.

    What it says of those that it learnt from was said by encoders that know less and are less sure.
    """
    return np.array([reader is None or not reader.knows(passage) for passage in passages])


def read_again(
    passages: Sequence[Passage],
    scores: NDArray[np.float64],
    new: NDArray[np.bool_],
    again: Again,
    encoder: Encoder,
) -> NDArray[np.float64]:
    """Give the themes' held-out probabilities with a second reading of what is new.

    The joint reader knows the labels of the others by heart.
    """
    read = [passage for passage, is_new in zip(passages, new, strict=True) if is_new]
    told = scores.copy()
    told[new] = expit(again.log_odds(read, logit(scores[new]), encoder))
    return told


def tuned_threshold(gold: NDArray[np.int_], scores: NDArray[np.float64]) -> float:
    """Give the threshold with the best micro-F1 on held-out scores: one for all themes.

    They share a model; one each, chosen on fewer passages, does worse on those of other writers. Of
    those that are as good as the best, it is the lowest: writers that say things plainly get lower
    scores than they deserve from models that learnt of many that hide them (on the questions of a
    real report and on minimal pairs lower thresholds are better, on the corpus they are as good).

    Args:
        gold: 0 or 1, ``[passages, 4]``.
        scores: probabilities, ``[passages, 4]``.
    """
    given = scores.reshape(-1, 1) >= _THRESHOLDS
    hits = (given & (gold.reshape(-1, 1) == 1)).sum(axis=0)
    f1 = 2 * hits / (given.sum(axis=0) + gold.sum())
    padded = np.pad(f1, _SMOOTHING // 2, mode="edge")
    smooth = np.convolve(padded, np.ones(_SMOOTHING) / _SMOOTHING, mode="valid")
    lowest = (smooth >= smooth.max() - _AS_GOOD).argmax()
    return round(float(_THRESHOLDS[lowest]), 2)


def targets_of(records: Sequence[Record]) -> Targets:
    """Give the themes of passages, 0 or 1, ``[n, 4]``, and their kinds, ``[n]``."""
    themes = [[int(theme in record.themes) for theme in THEMES] for record in records]
    return {"themes": np.array(themes), "kind": np.array([record.kind for record in records])}


def folds_of(records: Sequence[Record], settings: Settings) -> Folds:
    """Returns the folds, whole writers each, or whole reports where writers are few."""
    writers = [record.writer or record.report for record in records]
    few = len(set(writers)) < settings.folds
    groups = [record.report for record in records] if few else writers
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
