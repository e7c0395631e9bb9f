"""The linear models: items → probabilities and reasons.

scikit-learn trains them (see ``estimators``); what they are then is numbers by the names of
features, which are weighed here without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meta87.classification.blocks import Block
from meta87.classification.doubt import Doubt
from meta87.classification.evidence import Contributions, reasons
from meta87.classification.items import Item
from meta87.classification.labels import KINDS, THEMES, Evidence, Passage, Prediction, Theme
from meta87.classification.rows import Numbers, Rows

_DIGITS = 6  # of a score: what is beyond depends on how the encoder's sums were ordered

Rereading = Callable[[Sequence[Passage], Numbers], Numbers]
"""From passages and the log-odds of their themes ``[n, 4]`` to those after a second reading."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model.

    Attributes:
        weights: what each feature of each block weighs for each label, ``[features, labels]``.
        intercept: of each label.
    """

    weights: Mapping[str, Numbers]
    intercept: Numbers

    def require(self, blocks: Mapping[str, Block], labels: int) -> None:
        """Refuse weights that are not of these blocks and of so many labels (`ValueError`)."""
        wanted = {
            name: (len(blocks[name].names) * blocks[name].columns_per_name, labels)
            for name in self.weights
        }
        arrays = [*self.weights.values(), self.intercept]
        shapes = [*wanted.values(), (labels,)]
        if not wanted or [array.shape for array in arrays] != shapes:
            raise ValueError("shape")
        if not all(array.dtype.kind == "f" and np.isfinite(array).all() for array in arrays):
            raise ValueError("numbers")

    def parts(
        self, blocks: Mapping[str, Block], seen: Mapping[str, Rows]
    ) -> dict[str, Contributions]:
        """Weigh what the blocks see of items."""
        return {
            name: Contributions.of(blocks[name], seen[name], weights)
            for name, weights in self.weights.items()
        }

    def logits(self, parts: Mapping[str, Contributions]) -> Numbers:
        """Add up what was weighed, ``[items, labels]``."""
        sums = [part.rows.sums(part.weights) for part in parts.values()]
        return np.asarray(np.sum(sums, axis=0) + self.intercept)


@dataclass(frozen=True, slots=True)
class Heads:
    """The models of the themes and of the kind.

    Attributes:
        blocks: the features that they weigh, by name; what both weigh is read once.
        themes: of `THEMES`, each by itself.
        kind: of `KINDS`, which exclude each other.
    """

    blocks: Mapping[str, Block]
    themes: Linear
    kind: Linear

    def __post_init__(self) -> None:
        """Refuse what is no pair of models.

        Raises:
            ValueError: weights are missing, not finite, or not one a feature and label.
        """
        for linear, labels in ((self.themes, THEMES), (self.kind, KINDS)):
            linear.require(self.blocks, len(labels))

    def models(self) -> dict[str, Linear]:
        """Give both by name."""
        return {"themes": self.themes, "kind": self.kind}

    def predict(
        self,
        items: Sequence[Item],
        thresholds: Numbers,
        doubt: Doubt,
        again: Rereading = lambda _, odds: odds,
    ) -> list[Prediction]:
        """Label items.

        Args:
            items: what to label.
            thresholds: from what probability on each theme is given, ``[4]``.
            doubt: from where on a label is doubtful.
            again: gives the log-odds of their themes after a second reading.
        """
        seen = {name: block.rows(items) for name, block in self.blocks.items()}
        of_themes, of_kind = (one.parts(self.blocks, seen) for one in (self.themes, self.kind))
        odds = again([item.passage for item in items], self.themes.logits(of_themes))
        themes = np.round(_sigmoid(odds), _DIGITS)
        kinds = np.round(_softmax(self.kind.logits(of_kind)), _DIGITS)
        near = doubt.of_themes(themes, thresholds)
        given = [_named(row) for row in themes >= thresholds]
        chosen = [KINDS[column] for column in kinds.argmax(axis=1)]
        return [
            Prediction(
                given[row],
                dict(zip(THEMES, themes[row].tolist(), strict=True)),
                chosen[row],
                dict(zip(KINDS, kinds[row].tolist(), strict=True)),
                (
                    *_of_each(of_themes, given[row], item, row),
                    *reasons(of_kind, KINDS, chosen[row], item, row),
                ),
                (*_named(near[row]), *((chosen[row],) if kinds[row].max() < doubt.kind else ())),
                item.said.probable_acts if item.said else {},
                item.said.own_themes if item.said else {},
            )
            for row, item in enumerate(items)
        ]


def _sigmoid(logits: Numbers) -> Numbers:
    return np.asarray(np.exp(-np.logaddexp(0.0, -logits)))


def _softmax(logits: Numbers) -> Numbers:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _of_each(
    parts: Mapping[str, Contributions], given: Sequence[Theme], item: Item, row: int
) -> Iterator[Evidence]:
    for theme in given:
        yield from reasons(parts, THEMES, theme, item, row)


def _named(given: NDArray[np.bool_]) -> tuple[Theme, ...]:
    return tuple(theme for theme, is_given in zip(THEMES, given, strict=True) if is_given)
