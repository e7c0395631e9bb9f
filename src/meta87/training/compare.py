"""Two models on the same passages: which is better, how sure that is, and where they part.

The interval is that of the paired bootstrap: both models are measured on the same resampled
reports (Koehn, 2004, "Statistical significance tests for machine translation evaluation"), or
passages where there are fewer than five reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classify.labels import Prediction
from meta87.corpus.schema import Record
from meta87.training.calibration import rounded
from meta87.training.evaluate import (
    Counts,
    Measure,
    by_report,
    counted,
    interval,
    macro_f1,
    micro_f1,
    resampled,
    themes_of,
)


class Verdict(StrEnum):
    """Whether the new model is better."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"  # a model has learnt from the passages


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of both models, and the 95 % interval of new minus old."""

    old: float
    new: float
    interval: list[float]

    @property
    def verdict(self) -> Verdict:
        """Returns the verdict: the models differ when the interval leaves zero out."""
        if self.interval[0] > 0:
            return Verdict.BETTER
        return Verdict.WORSE if self.interval[1] < 0 else Verdict.SAME

    def record(self) -> dict[str, Any]:
        """Returns the difference as JSON values."""
        return {**asdict(self), "verdict": self.verdict.value}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same passages: micro-F1 of the themes, macro-F1 of the kind.

    ``gained`` are the passages that only the new model labels rightly, ``lost`` those that only the
    old one does.
    """

    n: int
    reports: int
    themes: Difference
    kind: Difference
    gained: tuple[Record, ...]
    lost: tuple[Record, ...]
    learnt: int = 0  # passages that one of the models has learnt from, if they are more than a few

    @property
    def verdict(self) -> Verdict:
        """Returns one verdict: worse in anything is worse, else better in anything is better."""
        if self.learnt:
            return Verdict.UNKNOWN
        each = {self.themes.verdict, self.kind.verdict}
        return next((v for v in (Verdict.WORSE, Verdict.BETTER) if v in each), Verdict.SAME)

    def record(self) -> dict[str, Any]:
        """Returns the comparison as JSON values."""
        return {
            "n": self.n,
            "reports": self.reports,
            "verdict": self.verdict.value,
            "learnt": self.learnt,
            "themes": {"micro_f1": self.themes.record()},
            "kind": {"macro_f1": self.kind.record()},
            "gained": [record.id for record in self.gained],
            "lost": [record.id for record in self.lost],
        }


def compare(
    gold: Sequence[Record], old: Sequence[Prediction], new: Sequence[Prediction]
) -> Comparison:
    """Compares what two models predict of the same records, by the themes that both tell."""
    themes = [theme for theme in themes_of(old) if theme in themes_of(new)]
    of_themes, of_kinds = zip(*(counted(gold, given, themes) for given in (old, new)), strict=True)
    was, now = map(_is_right, of_themes, of_kinds)
    return Comparison(
        n=len(gold),
        reports=len({record.report for record in gold}),
        themes=_difference(micro_f1, *(by_report(gold, each) for each in of_themes)),
        kind=_difference(macro_f1, *(by_report(gold, each) for each in of_kinds)),
        gained=tuple(compress(gold, now & ~was)),
        lost=tuple(compress(gold, was & ~now)),
    )


def _is_right(themes: Counts, kinds: Counts) -> NDArray[np.bool_]:
    """Returns whether each passage has no label too many and none too few, ``[n]``."""
    return np.logical_not(np.concatenate([themes, kinds], axis=1)[..., 1:].any(axis=(1, 2)))


def _difference(measure: Measure, old: Counts, new: Counts) -> Difference:
    gains = resampled(measure, new) - resampled(measure, old)
    was, now = (rounded(measure(counts.sum(axis=0))) for counts in (old, new))
    return Difference(was, now, interval(gains))
