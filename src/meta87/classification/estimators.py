"""What scikit-learn trains: pipelines over items, and the linear models that they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline

from meta87.classification.blocks import (
    BEFORE,
    KIND_SIGNALS,
    LETTERS,
    THEME_SIGNALS,
    WORDS,
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

        Both weigh the same words where they weigh any, for they learnt them from the same texts.
        """
        of_themes, of_kind = dict(self._theme_blocks()), dict(self._kind_blocks())
        blocks = {name: block for name, (block, _) in (of_themes | of_kind).items()}
        themes, kind = self.themes.estimator_[-1], self.kind[-1]
        return Heads(
            blocks,
            Linear(_weights(of_themes), np.repeat(themes.intercept_, len(THEMES))),
            Linear(_weights(of_kind), np.asarray(kind.intercept_)[self._kinds()]),
        )

    def _theme_blocks(self) -> Iterator[_Named]:
        """Give what each theme weighs: a signal the same for every theme, a word its own."""
        for features, weights in _parts(self.themes.estimator_):
            if isinstance(features, Worded):
                tfidf = features.texts_[-1]
                names, idf = tfidf.get_feature_names_out().tolist(), tfidf.idf_
                own, before = weights.reshape(2, len(names), len(THEMES))
                yield WORDS, (Words(names, idf), own)
                yield BEFORE, (WordsBefore(names, idf), before * features.before)
            else:
                names = features[-1].names_ if isinstance(features, Pipeline) else features.names_
                one_a_theme = np.kron(weights, np.eye(len(THEMES))).astype(float)
                yield THEME_SIGNALS, (ThemeSignals(names), one_a_theme)

    def _kind_blocks(self) -> Iterator[_Named]:
        for features, weights in _parts(self.kind):
            last, chosen = features[-1], weights[:, self._kinds()]
            if isinstance(last, TfidfVectorizer):
                name, made = (WORDS, Words) if last.analyzer == "word" else (LETTERS, Letters)
                yield name, (made(last.get_feature_names_out().tolist(), last.idf_), chosen)
            else:
                yield KIND_SIGNALS, (KindSignals(last.names_), chosen)

    def _kinds(self) -> list[int]:
        """Give the place of each of `KINDS` among the classes."""
        return [list(self.kind.classes_).index(kind) for kind in KINDS]


_Named = tuple[str, tuple[Block, Numbers]]


def _weights(found: Mapping[str, tuple[Block, Numbers]]) -> dict[str, Numbers]:
    return {name: weights for name, (_, weights) in found.items()}


def _parts(pipeline: Pipeline) -> Iterator[tuple[Any, Numbers]]:
    """Give each part of the features with its weights, ``[features, outputs]``."""
    features, weights = pipeline[0], pipeline[-1].coef_.T.astype(float)
    parts = [features]
    if isinstance(features, FeatureUnion):
        parts = [part for _, part in features.transformer_list]
    sizes = [len(part.get_feature_names_out()) for part in parts]
    yield from zip(parts, np.split(weights, np.cumsum(sizes)[:-1]), strict=True)
