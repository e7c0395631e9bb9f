"""How much one's own passages weigh beside others, chosen by cross-validation over their reports.

With the same weight as thousands of others, a few hundred passages of one's own hardly count; with
too high a one, heads follow their accidents. The lowest weight is taken whose log loss on reports
left out is no worse than the best by more than a standard error over reports (the rule of one
standard error: Breiman et al., 1984, "Classification and Regression Trees").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from meta87.classify.heads import Numbers, softmax
from meta87.classify.reader import Rows
from meta87.training.fit import FoldProgress, Targets, linear_heads
from meta87.training.settings import Settings

CANDIDATES = (1, 4, 16)
_FOLDS = 3  # each is fitted on thousands of passages, for every candidate


@dataclass(frozen=True, slots=True)
class OwnWeight:
    """How often each of one's own passages counts."""

    themes: int = 1
    kind: int = 1

    def of(self, own: NDArray[np.bool_]) -> Numbers:
        """Returns the weights of passages, ``[n, 2]``, given which of them are one's own."""
        return np.where(own[:, None], astuple(self), 1.0)


def own_weight(  # noqa: PLR0913  what a training is made of
    rows: Rows,
    targets: Targets,
    own: NDArray[np.bool_],
    reports: Sequence[str],
    settings: Settings,
    *,
    progress: FoldProgress = lambda *_: None,
) -> OwnWeight:
    """Returns the weight of one's own passages; 1 where they are of a single report.

    ``own`` says which of all passages to learn from are one's own; of these, whole reports are left
    out in turn.
    """
    mine, others = np.flatnonzero(own), np.flatnonzero(~own)
    names, groups = np.unique(np.array(reports)[mine], return_inverse=True)
    if len(names) <= 1:
        return OwnWeight()
    split = GroupKFold(
        min(_FOLDS, settings.folds, len(names)), shuffle=True, random_state=settings.seed
    )
    folds = [(mine[learnt], left) for learnt, left in split.split(mine, groups=groups)]
    losses = np.zeros((len(CANDIDATES), 2, len(names)))
    total = len(CANDIDATES) * len(folds)
    for number, (losses_of_one, candidate) in enumerate(zip(losses, CANDIDATES, strict=True)):
        weights = OwnWeight(candidate, candidate).of(own)
        for place, (learnt, left) in enumerate(folds):
            progress(number * len(folds) + place, total)
            index = np.concatenate([others, learnt])
            heads = linear_heads(rows, targets, index, settings, weights)
            found = _losses(rows[mine[left]] @ heads[0] + heads[1], targets, mine[left])
            losses_of_one += [np.bincount(groups[left], part, len(names)) for part in found]
    return OwnWeight(*(CANDIDATES[_lowest(part)] for part in losses.swapaxes(0, 1)))


def _losses(logits: Numbers, targets: Targets, index: NDArray[np.int_]) -> Numbers:
    """Returns the log loss of the themes and of the kind of each passage, ``[2, passages]``."""
    count = targets.has.shape[1]
    themes = np.logaddexp(0, logits[:, :count]) - targets.has[index] * logits[:, :count]
    kinds = softmax(logits[:, count:])[np.arange(len(index)), targets.kinds[index]]
    return np.stack([themes.sum(axis=1), -np.log(np.maximum(kinds, np.finfo(float).tiny))])


def _lowest(losses: Numbers) -> int:
    """Returns the first candidate within a standard error of the best, given losses by report."""
    more = losses - losses[losses.sum(axis=1).argmin()]
    error = more.std(axis=1, ddof=1) * more.shape[1] ** 0.5
    return int((more.sum(axis=1) <= error).argmax())
