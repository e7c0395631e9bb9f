"""The estimators that are trained: linear models over blocks of features."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from meta87.classification.estimators import Estimators
from meta87.classification.features import (
    EachTheme,
    EachThemeInWords,
    Listed,
    Part,
    Signals,
    Worded,
)
from meta87.errors import UsageError
from meta87.training.settings import Settings
from meta87.training.taught import Taught

_ITERATIONS = 2000
_BEFORE = 0.7  # what words right before a passage weigh beside its own
_NO_WORDS = ("empty vocabulary", "no terms remain")  # as scikit-learn says it
_Block = tuple[str, Pipeline]


@contextmanager
def words_wanted(settings: Settings) -> Iterator[None]:
    """Say so, where no run of words or letters stands in as many passages as it must.

    Raises:
        UsageError: ``too-few-words``.
    """
    try:
        yield
    except ValueError as error:
        if not any(told in str(error) for told in _NO_WORDS):
            raise
        raise UsageError("too-few-words", least=settings.rarest_word) from error


def untrained(settings: Settings, *, fast: bool) -> tuple[EachTheme, Any]:
    """Give the models of the themes and of the kind of a profile."""
    if fast:
        return fast_theme_model(settings), fast_kind_model(settings)
    return theme_model(settings), kind_model(settings)


def theme_model(settings: Settings) -> EachTheme:
    """Give the untrained model of the themes."""
    one = LogisticRegression(C=settings.theme_strength, max_iter=_ITERATIONS)
    return EachTheme(Pipeline([("signals", Signals()), ("model", one)]))


def fast_theme_model(settings: Settings) -> EachThemeInWords:
    """Give that of the fast profile: it weighs words too, of a passage and of those before it."""
    blocks = [
        ("listed", Pipeline([("each", Listed()), ("signals", Signals())])),
        ("texts", Worded(_texts((1, 2), "word", settings), _BEFORE)),
    ]
    one = LogisticRegression(C=settings.fast_strength, max_iter=_ITERATIONS, solver="liblinear")
    return EachThemeInWords(Pipeline([("features", FeatureUnion(blocks)), ("model", one)]))


def kind_model(settings: Settings) -> Pipeline:
    """Give the untrained model of the kind: cues, what the encoder says, and words."""
    blocks = [_cues(), ("words", _texts((1, 2), "word", settings))]
    return _weighing(blocks, settings.kind_strength)


def fast_kind_model(settings: Settings) -> Taught:
    """Give that of the fast profile: runs of letters stand in for what the encoder would know."""
    words = ("words", _texts((1, 2), "word", settings))
    letters = ("letters", _texts((3, 4), "char_wb", settings))
    weighing = _weighing([_cues(), words, letters], settings.fast_strength)
    return Taught(weighing, settings.fast_taught)


def _cues() -> _Block:
    return "cues", Pipeline([("kind", Part("kind")), ("signals", Signals())])


def _texts(runs: tuple[int, int], of: str, settings: Settings) -> Pipeline:
    """Give TF-IDF over runs of words, or of letters within words, of the items' texts."""
    tfidf = TfidfVectorizer(
        lowercase=False,
        analyzer=of,
        ngram_range=runs,
        min_df=settings.rarest_word,
        sublinear_tf=True,
        dtype=np.float32,
    )
    return Pipeline([("words", Part("words")), ("tfidf", tfidf)])


def _weighing(blocks: list[_Block], strength: float) -> Pipeline:
    model = LogisticRegression(C=strength, max_iter=_ITERATIONS)
    return Pipeline([("features", FeatureUnion(blocks)), ("model", model)])


def sharing_words(themes: EachTheme, kind: Pipeline) -> Estimators:
    """Join both models of the fast profile; they weigh the same words, which are kept once."""
    texts = dict(kind["features"].transformer_list)["words"]
    dict(themes.estimator_["features"].transformer_list)["texts"].texts_ = texts
    return Estimators(themes, kind)
