"""What scikit-learn trains: pipelines over items, and the linear models that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline

from meta87.classification.blocks import (
    LETTER_RUNS,
    WORD_RUNS,
    Block,
    KindSignals,
    Letters,
    ThemeSignals,
    Words,
    WordsBefore,
)
from meta87.classification.features import EachTheme, Worded
from meta87.classification.heads import Heads, Linear
from meta87.classification.labels import KINDS, THEMES
from meta87.classification.rows import Numbers

_OF_LEARNING = {"min_df", "max_df", "max_features", "vocabulary", "dtype"}
"""Settings of a vectorizer that say what is learnt, not how a text is then weighed."""


@dataclass(frozen=True, slots=True)
class Estimators:
    """The trained estimators.

    Attributes:
        themes: items → probability of each theme, in the order of `THEMES`.
        kind: items → probability of each kind, in the order of ``kind.classes_``.
    """

    themes: EachTheme
    kind: Pipeline

    def heads(self) -> Heads:
        """Give the same models as numbers by the names of features.

        Raises:
            ValueError: the estimators weigh something else than `training` makes them weigh.
        """
        of_themes, of_kind = list(self._theme_blocks()), list(self._kind_blocks())
        blocks: dict[str, Block] = {}
        for block, _ in (*of_themes, *of_kind):
            if list(blocks.setdefault(block.name, block).names) != list(block.names):
                raise ValueError(block.name)  # words are read once for both
        themes, kind = self.themes.estimator_[-1], self.kind[-1]
        return Heads(
            blocks,
            Linear(_weights(of_themes), np.repeat(themes.intercept_, len(THEMES))),
            Linear(_weights(of_kind), np.asarray(kind.intercept_)[self._kinds()]),
        )

    def _theme_blocks(self) -> Iterator[_Weighed]:
        """Give what each theme weighs: a signal the same for every theme, a word its own."""
        for features, weights in _parts(self.themes.estimator_):
            if isinstance(features, Worded):
                names, idf = _runs(features.texts_[-1], "word", WORD_RUNS)
                own, before = weights.reshape(2, len(names), len(THEMES))
                yield Words(names, idf), own
                yield WordsBefore(names, idf), before * features.before
            else:
                names = features[-1].names_ if isinstance(features, Pipeline) else features.names_
                one_a_theme = np.kron(weights, np.eye(len(THEMES))).astype(float)
                yield ThemeSignals(names), one_a_theme

    def _kind_blocks(self) -> Iterator[_Weighed]:
        for features, weights in _parts(self.kind):
            last, chosen = features[-1], weights[:, self._kinds()]
            if isinstance(last, TfidfVectorizer) and last.analyzer == "word":
                yield Words(*_runs(last, "word", WORD_RUNS)), chosen
            elif isinstance(last, TfidfVectorizer):
                yield Letters(*_runs(last, "char_wb", LETTER_RUNS)), chosen
            else:
                yield KindSignals(last.names_), chosen

    def _kinds(self) -> list[int]:
        """Give the place of each of `KINDS` among the classes."""
        return [list(self.kind.classes_).index(kind) for kind in KINDS]


_Weighed = tuple[Block, Numbers]


def _runs(tfidf: TfidfVectorizer, of: str, lengths: tuple[int, int]) -> tuple[list[str], Numbers]:
    """Give the runs that a vectorizer knows and their idf, if it weighs as the blocks do."""
    wanted = TfidfVectorizer(lowercase=False, analyzer=of, ngram_range=lengths, sublinear_tf=True)
    told, asked = tfidf.get_params(), wanted.get_params()
    if any(told[name] != asked[name] for name in asked if name not in _OF_LEARNING):
        raise ValueError("tfidf")
    return tfidf.get_feature_names_out().tolist(), tfidf.idf_


def _weights(found: Iterable[_Weighed]) -> dict[str, Numbers]:
    return {block.name: weights for block, weights in found}


def _parts(pipeline: Pipeline) -> Iterator[tuple[Any, Numbers]]:
    """Give each part of the features with its weights, ``[features, outputs]``."""
    features, weights = pipeline[0], pipeline[-1].coef_.T.astype(float)
    parts = [features]
    if isinstance(features, FeatureUnion):
        parts = [part for _, part in features.transformer_list]
    sizes = [len(part.get_feature_names_out()) for part in parts]
    if sum(sizes) != len(weights):
        raise ValueError("coef_")
    yield from zip(parts, np.split(weights, np.cumsum(sizes)[:-1]), strict=True)
