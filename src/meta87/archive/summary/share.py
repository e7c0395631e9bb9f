"""The share of results among results and processes, in answers that ask for results."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

OUTSIDE = "outside "  # before a kind: its passages that are not in the share of results
_Z = 1.959964  # of a normal distribution: 95 %


def counted(rows: DataFrame) -> Counter[str]:
    """Returns the passages by kind; those outside the share of results also by `OUTSIDE` it."""
    counts = Counter(map(str, rows["kind"]))
    counts.update(OUTSIDE + kind for kind in rows.loc[~rows["is_counted"], "kind"])
    return counts


def results_and_total(counts: Counter[str]) -> tuple[int, int]:
    """Returns how many results, and results and processes, count in the share of results."""
    results, processes = (counts[kind] - counts[OUTSIDE + kind] for kind in ("output", "process"))
    return results, results + processes


def share_interval(counts: Counter[str]) -> tuple[float, float, float] | None:
    """Returns the share of results, among what counts in it, and its 95 % Wilson interval.

    >>> [round(each, 2) for each in share_interval(Counter(output=4, process=4))]
    [0.5, 0.22, 0.78]
    """
    results, total = results_and_total(counts)
    if not total:
        return None
    share, square = results / total, _Z**2 / total
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * sqrt(share * (1 - share) / total + square / (4 * total))
    return share, max(middle - half, 0.0), min(middle + half, 1.0)
