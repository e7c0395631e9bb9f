"""Why a label was given: the words and cues that weighed most for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Self

from meta87.classification.blocks import Block
from meta87.classification.items import Item
from meta87.classification.labels import Evidence
from meta87.classification.rows import Numbers, Rows

_MOST = 5
_LOOKED_AT = 8  # reasons found before the weakest features are left unread
_LEAST_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Contributions:
    """What the features of a block weighed in items.

    Attributes:
        block: of the features.
        rows: which of them each item has.
        weights: coefficient × value of each cell for each label, in log-odds, ``[cells, labels]``.
    """

    block: Block
    rows: Rows
    weights: Numbers

    @classmethod
    def of(cls, block: Block, rows: Rows, coefficients: Numbers) -> Self:
        """Weigh what a block sees of items, by coefficients ``[features, labels]``."""
        return cls(block, rows, coefficients[rows.columns] * rows.values[:, None])

    def strong(self, row: int, column: int) -> list[tuple[float, int, Block]]:
        """Give the weight, the column and the block of what spoke for a label of an item."""
        cells = self.rows.cells(row)
        weights, features = self.weights[cells, column].tolist(), self.rows.columns[cells].tolist()
        return [
            (weight, feature, self.block)
            for weight, feature in zip(weights, features, strict=True)
            if weight >= _LEAST_WEIGHT
        ]


def reasons(
    parts: Mapping[str, Contributions], labels: Sequence[str], label: str, item: Item, row: int
) -> list[Evidence]:
    """Give up to five reasons for a label of an item, the strongest first.

    What the encoder says and runs of letters weigh too, but have no words to show, so they are left
    out.

    Args:
        parts: what was weighed, by the names of the blocks.
        labels: those of the model, in the order of its columns.
        label: the reasons are given for it.
        item: what was labelled.
        row: its place in the parts.
    """
    column = labels.index(label)
    readable = (part for part in parts.values() if part.block.readable)
    strong = [found for part in readable for found in part.strong(row, column)]
    strong.sort(key=itemgetter(0), reverse=True)
    told: dict[str, float] = {}
    for weight, feature, block in strong:
        if text := block.shown(item, feature, label):
            told[text] = told.get(text, 0.0) + weight
        if len(told) == _LOOKED_AT:
            break
    ranked = sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Evidence(label, text, round(weight, 4)) for text, weight in ranked[:_MOST]]
