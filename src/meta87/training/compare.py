"""Two models on the same passages: which is better, how sure that is, and where they part.

The interval is that of the paired bootstrap: both models are measured on the same resampled
passages (Koehn, 2004, "Statistical significance tests for machine translation evaluation").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from meta87.corpus.schema import Record
from meta87.training.evaluate import (
    Counts,
    Tagged,
    kind_counts,
    macro_f1,
    micro_f1,
    resamples,
    theme_counts,
)

_SURE = (2.5, 97.5)  # percentiles


class Verdict(StrEnum):
    """Whether the new model is better."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of both models, and the 95 % interval of new minus old."""

    old: float
    new: float
    interval: tuple[float, float]

    @property
    def verdict(self) -> Verdict:
        """Give the verdict: the models differ when the interval leaves zero out."""
        if self.interval[0] > 0:
            return Verdict.BETTER
        return Verdict.WORSE if self.interval[1] < 0 else Verdict.SAME

    def record(self) -> dict[str, Any]:
        """Give the difference as JSON values."""
        return {
            "old": self.old,
            "new": self.new,
            "interval": list(self.interval),
            "verdict": self.verdict.value,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same passages.

    Attributes:
        n: number of passages.
        themes: micro-F1 of the themes.
        kind: macro-F1 of the kind.
        gained: passages that only the new model labels rightly.
        lost: passages that only the old model labels rightly.
    """

    n: int
    themes: Difference
    kind: Difference
    gained: tuple[Record, ...]
    lost: tuple[Record, ...]

    @property
    def verdict(self) -> Verdict:
        """Give one verdict: worse in anything is worse, else better in anything is better."""
        each = {self.themes.verdict, self.kind.verdict}
        return next((v for v in (Verdict.WORSE, Verdict.BETTER) if v in each), Verdict.SAME)

    def record(self) -> dict[str, Any]:
        """Give the comparison as JSON values."""
        return {
            "n": self.n,
            "verdict": self.verdict.value,
            "themes": {"micro_f1": self.themes.record()},
            "kind": {"macro_f1": self.kind.record()},
            "gained": [record.id for record in self.gained],
            "lost": [record.id for record in self.lost],
        }


def compare(gold: Sequence[Record], old: Sequence[Tagged], new: Sequence[Tagged]) -> Comparison:
    """Compare what two models say of the same records, one by one."""
    rows = list(zip(gold, old, new, strict=True))
    right = [(_is_right(g, a), _is_right(g, b)) for g, a, b in rows]
    return Comparison(
        n=len(rows),
        themes=_difference(micro_f1, *(theme_counts(gold, given) for given in (old, new))),
        kind=_difference(macro_f1, *(kind_counts(gold, given) for given in (old, new))),
        gained=tuple(g for (g, *_), was in zip(rows, right, strict=True) if was == (False, True)),
        lost=tuple(g for (g, *_), was in zip(rows, right, strict=True) if was == (True, False)),
    )


def _is_right(gold: Record, given: Tagged) -> bool:
    return gold.kind == given.kind and set(gold.themes) == set(given.themes)


def _difference(measure: Callable[[Counts], Counts], old: Counts, new: Counts) -> Difference:
    often = resamples(len(old))
    gains = measure(np.tensordot(often, new, axes=1)) - measure(np.tensordot(often, old, axes=1))
    low, high = (round(float(x), 4) for x in np.percentile(gains, _SURE))
    was, now = (round(float(measure(counts.sum(axis=0))), 4) for counts in (old, new))
    return Difference(was, now, (low, high))
