"""How far two annotators agree: Krippendorff's alpha, F1 a label, and where they do not.

Intervals are percentiles over 1,000 resamplings of the passages with replacement. The package
``krippendorff`` is under GPL-3, so alpha is computed here; resamplings are drawn as counts of equal
passages, some hundred times fewer than `scipy.stats.bootstrap` would compute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.schema import Annotation
from meta87.errors import UsageError

_RESAMPLES, _SEED = 1000, 87
_INTERVAL_PERCENTILES = (2.5, 97.5)

Pair = tuple[Annotation, Annotation]
Interval = tuple[float, float]
Decision = tuple[Hashable, Hashable]
"""What each annotator gives one passage."""
Alpha = tuple[float | None, Interval | None]


@dataclass(frozen=True, slots=True)
class Label:
    """A label's agreement."""

    alpha: float | None  # for whether it was given; None when nobody's answers vary
    interval: Interval | None
    f1: float | None  # of one annotator against the other, which is the same both ways
    first: int  # how often the first annotator gave it
    second: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage that two annotators label differently: what each gives where they differ."""

    id: str
    text: str  # "" where the first annotation does not hold it
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two annotators over the passages that both annotated."""

    passages: int
    only_first: int  # passages that only the first annotated
    only_second: int
    kind_alpha: float | None  # nominal over its three values
    kind_interval: Interval | None
    labels: dict[str, Label]  # kinds and themes
    disagreements: tuple[Disagreement, ...]  # in the order of the first file

    def record(self) -> dict[str, Any]:
        """Returns the metrics as in the JSON."""
        return asdict(self)


def agreement(first: Sequence[Annotation], second: Sequence[Annotation]) -> Agreement:
    """Compares two annotations of the same passages, matched by id.

    Raises:
        UsageError: ``agreement-none``: they have no passage in common.
    """
    others = {annotation.id: annotation for annotation in second}
    own = {t for each in (*first, *second) for t in each.themes} - {*THEMES}
    pairs = [(one, others[one.id]) for one in first if one.id in others]
    if not pairs:
        raise UsageError("agreement-none", first=len(first), second=len(second))
    kind_alpha, kind_interval = nominal_alpha([(one.kind, other.kind) for one, other in pairs])
    return Agreement(
        passages=len(pairs),
        only_first=len(first) - len(pairs),
        only_second=len(second) - len(pairs),
        kind_alpha=kind_alpha,
        kind_interval=kind_interval,
        labels={label: _label(label, pairs) for label in (*KINDS, *THEMES, *sorted(own))},
        disagreements=tuple(_disagreements(pairs)),
    )


def nominal_alpha(decisions: Sequence[Decision]) -> Alpha:
    """Returns Krippendorff's alpha for the nominal values of two annotators, and its interval.

    It is 1 for perfect agreement, 0 for that of chance; None when no values vary.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
    """
    patterns = Counter(decisions)
    counts, table = np.array(list(patterns.values())), _table(list(patterns))
    if not decisions or np.isnan(alpha := _alphas(counts @ table)):
        return None, None
    random = np.random.default_rng(_SEED)
    draws = random.multinomial(len(decisions), counts / len(decisions), size=_RESAMPLES)
    low, high = np.nanpercentile(_alphas(draws @ table), _INTERVAL_PERCENTILES)
    return float(alpha), (float(low), float(high))


def _table(decisions: Sequence[Decision]) -> NDArray[np.float64]:
    """Returns how often each decision has each value, and last how many values do not agree."""
    names = sorted({*chain.from_iterable(decisions)}, key=str)
    rows = [[*map(each.count, names), 2 * (each[0] != each[1])] for each in decisions]
    return np.array(rows, float).reshape(len(decisions), len(names) + 1)


def _alphas(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns alpha of each row of `_table` or of sums of them; NaN where no values vary."""
    counts, observed = totals[..., :-1], totals[..., -1]
    n = counts.sum(axis=-1)
    expected = n**2 - (counts**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan)


def _label(label: str, pairs: Sequence[Pair]) -> Label:
    given = [(label in _labels(one), label in _labels(other)) for one, other in pairs]
    first, second = (sum(side) for side in zip(*given, strict=True))
    shared = sum(one and other for one, other in given)
    f1 = 2 * shared / (first + second) if first + second else None
    return Label(*nominal_alpha(given), f1, first, second)


def _labels(annotation: Annotation) -> set[str]:
    return {annotation.kind, *annotation.themes}


def _disagreements(pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Yields the labels that only one annotator assigned."""
    for pair in pairs:
        first, second = map(_labels, pair)
        if first != second:
            apart = (tuple(sorted(each)) for each in (first - second, second - first))
            yield Disagreement(pair[0].id, str(pair[0].as_read().get("text", "")), *apart)
