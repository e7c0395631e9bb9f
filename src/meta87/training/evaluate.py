"""Compares predicted labels with annotated ones; every figure has a 95 % interval.

F1 is 2·tp / (2·tp + fp + fn), and 0 where that is 0/0. A macro-F1 is the mean over the labels that
some passage has: one that none has measures nothing; ``macro_over`` says how many those are.
Intervals are percentiles of the figure over 1,000 resamplings of the reports with replacement (the
percentile bootstrap of clusters: passages of a report are alike, so resampling passages would make
intervals too narrow); of the passages where there are fewer than five reports. Own code: a
resampling is a weighted sum of counts, where scikit-learn and scipy would compute each figure a
thousand times from the labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classify.labels import KINDS, THEMES, Prediction, Theme
from meta87.corpus.schema import Record, RecordEntity
from meta87.entities.entity import DATE, INSTITUTION, PARTICIPANTS, QUANTITY, Entity
from meta87.training.calibration import low_confidence_summary, reliability, rounded

_EVALUATED = (DATE, PARTICIPANTS, INSTITUTION, QUANTITY)  # labels; others are left out
_RESAMPLES = 1000
_SEED = 87
_INTERVAL_PERCENTILES = (2.5, 97.5)
_NORMAL = 1.96  # standard errors of 95 %
MIN_REPORTS = 5
"""Reports from which on intervals are over reports."""

Counts = NDArray[np.float64]
"""Of passages or reports, and labels: true positives, false positives, false negatives;
``[n, labels, 3]``."""
Measure = Callable[[Counts], Counts]
"""From counts of passages added up, ``[…, labels, 3]``, to a figure, ``[…]``."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures, as `meta87 evaluate --format json` gives them (DESIGN: contracts)."""

    n: int
    reports: int
    themes: dict[str, Any] = field(default_factory=dict)
    kind: dict[str, Any] = field(default_factory=dict)
    entities: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, Any] = field(default_factory=dict)
    doubtful: dict[str, Any] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """Returns the figures as JSON values."""
        return asdict(self)


def evaluate(
    gold: Sequence[Record],
    predicted: Sequence[Prediction],
    entities: Sequence[Sequence[Entity]] = (),
) -> Evaluation:
    """Compares predictions with the records that they are of, one by one.

    Entities, where they are given, are compared over the records that carry them, and not at all
    if no record has one.
    """
    pairs = list(zip(gold, predicted, strict=True))
    names = themes_of(predicted)
    themes, kinds = (by_report(gold, each) for each in counted(gold, predicted, names))
    return Evaluation(
        n=len(pairs),
        reports=len({record.report for record in gold}),
        themes=_figures({"micro_f1": micro_f1, "macro_f1": macro_f1}, names, themes),
        kind=_figures({"macro_f1": macro_f1}, KINDS, kinds) | {"confusion": _confusion(pairs)},
        entities=_entities(gold, entities) if entities else {},
        **_confidence(pairs),
    )


def themes_of(predicted: Sequence[Prediction]) -> tuple[Theme, ...]:
    """Returns the themes that a model tells; those of the guideline where it told nothing."""
    return tuple(predicted[0].theme_scores) if predicted else THEMES


def counted(
    gold: Sequence[Record], predicted: Sequence[Prediction], themes: Sequence[Theme]
) -> tuple[Counts, Counts]:
    """Returns the counts of themes, ``[n, themes, 3]``, and of kinds, ``[n, 3, 3]``."""
    return (
        _counts(themes, [g.themes for g in gold], [p.themes for p in predicted]),
        _counts(KINDS, [[g.kind] for g in gold], [[p.kind] for p in predicted]),
    )


def by_report(gold: Sequence[Record], counts: Counts) -> Counts:
    """Returns the counts of passages added up by report; as they are where reports are few."""
    names, places = np.unique([record.report for record in gold], return_inverse=True)
    if len(names) < MIN_REPORTS:
        return counts
    sums = np.zeros((len(names), *counts.shape[1:]))
    np.add.at(sums, places, counts)
    return sums


def micro_f1(totals: Counts) -> Counts:
    """Returns F1 over all labels together; the last two axes are labels and counts."""
    return _f1(totals.sum(axis=-2))


def macro_f1(totals: Counts) -> Counts:
    """Returns the mean F1 of the labels that some passage has; the axes are as in `micro_f1`."""
    present = totals[..., [0, 2]].any(axis=-1)
    return np.asarray((_f1(totals) * present).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1))


def measured(measure: Measure, counts: Counts) -> tuple[float, list[float]]:
    """Returns a measure of all passages, and its interval, given the counts of `by_report`."""
    found = interval(resampled(measure, counts), float(counts.sum()))
    return rounded(measure(counts.sum(axis=0))), found


def resampled(measure: Measure, counts: Counts) -> Counts:
    """Returns a measure of each resampling of the counts, ``[resamplings]``."""
    return measure(np.tensordot(_resamples(len(counts)), counts, axes=1))


def interval(found: Counts, decisions: float = np.inf) -> list[float]:
    """Returns the 95 % interval of a figure, given that of each resampling.

    Where all are the same, as when everything is right, it is Wilson's for so many decisions
    (Wilson, 1927, "Probable inference, the law of succession, and statistical inference").
    """
    low, high = np.percentile(found, _INTERVAL_PERCENTILES)
    if low == high and decisions < np.inf:
        share = decisions / (decisions + _NORMAL**2)
        low, high = low * share, high * share + (1 - share)
    return [rounded(low), rounded(high)]


def _figures(
    measures: Mapping[str, Measure], labels: Sequence[str], counts: Counts
) -> dict[str, Any]:
    """Returns measures over all labels, with their intervals, and the scores of each label."""
    found = {name: measured(measure, counts) for name, measure in measures.items()}
    return {
        **{name: figure for name, (figure, _) in found.items()},
        "macro_over": int(counts[..., [0, 2]].any(axis=(0, 2)).sum()),
        "per_label": _per_label(labels, counts),
        "intervals": {name: bounds for name, (_, bounds) in found.items()},
    }


def _confidence(pairs: Sequence[tuple[Record, Prediction]]) -> dict[str, dict[str, Any]]:
    """Returns how calibrated the probabilities are, and how right labels of low confidence are."""
    if not pairs:
        return {}
    themes = [(g, p, theme) for g, p in pairs for theme in p.theme_scores]
    has, given = [t in g.themes for g, _, t in themes], [t in p.themes for _, p, t in themes]
    is_low = [t in p.doubtful for _, p, t in themes]
    right = [p.kind == g.kind for g, p in pairs]
    return {
        "calibration": {
            "kind": reliability([p.kind_scores[p.kind] for _, p in pairs], right),
            "themes": reliability([p.theme_scores[t] for _, p, t in themes], has),
        },
        "doubtful": {
            "kind": low_confidence_summary([p.kind in p.doubtful for _, p in pairs], right),
            "themes": low_confidence_summary(is_low, np.equal(has, given)),
        },
    }


def _counts(
    labels: Sequence[str], gold: Sequence[Sequence[str]], given: Sequence[Sequence[str]]
) -> Counts:
    has, told = (
        np.array([[label in one for label in labels] for one in each]) for each in (gold, given)
    )
    return np.stack([has & told, ~has & told, has & ~told], axis=-1).astype(float)


def _confusion(pairs: Sequence[tuple[Record, Prediction]]) -> dict[str, dict[str, int]]:
    """Returns, by annotated kind, how often each kind was predicted."""
    found = Counter((record.kind, predicted.kind) for record, predicted in pairs)
    return {row: {column: found[row, column] for column in KINDS} for row in KINDS}


def _entities(gold: Sequence[Record], entities: Sequence[Sequence[Entity]]) -> dict[str, Any]:
    carrying = [
        (record, record.entities, found)
        for record, found in zip(gold, entities, strict=True)
        if record.entities is not None
    ]
    if not any(wanted for _, wanted, _ in carrying):
        return {}
    each = np.array([_span_counts(wanted, found) for _, wanted, found in carrying], float)
    counts = by_report([record for record, _, _ in carrying], each)
    spans, values = counts[..., :3], counts[..., 3:].sum(axis=0)
    figures = _per_label(_EVALUATED, spans)
    for place, (label, (right, compared)) in enumerate(zip(_EVALUATED, values, strict=True)):
        figures[label] |= {
            "value_accuracy": rounded(right / compared) if compared else None,
            "intervals": {"f1": measured(micro_f1, spans[:, [place]])[1]},
        }
    return figures


def _span_counts(
    gold: Sequence[RecordEntity], found: Sequence[Entity]
) -> list[tuple[int, int, int, int, int]]:
    """Counts how the entities of a passage agree by label, offsets being the same or not.

    These are true positives, false positives, false negatives, right values, and values compared:
    those of true positives with an annotated value.
    """
    counts = []
    for label in _EVALUATED:
        expected = {(e.start, e.end): e.value for e in gold if e.label == label}
        given = {(e.start, e.end): e for e in found if e.label == label}
        shared = expected.keys() & given.keys()
        valued = [span for span in shared if expected[span] is not None]
        right = sum(_same(expected[span], given[span].record().get("value")) for span in valued)
        tp = len(shared)
        counts.append((tp, len(given) - tp, len(expected) - tp, right, len(valued)))
    return counts


def _same(expected: Any, given: Any) -> bool:
    """Whether two values agree on the fields of the annotation, and on a range's end."""
    if not isinstance(expected, dict) or not isinstance(given, dict):
        return bool(expected == given)
    return all(expected.get(key) == given.get(key) for key in {*expected, "to"})


def _per_label(labels: Sequence[str], counts: Counts) -> dict[str, dict[str, Any]]:
    return {
        label: {
            "precision": rounded(tp / max(tp + fp, 1)),
            "recall": rounded(tp / max(tp + fn, 1)),
            "f1": rounded(2 * tp / max(2 * tp + fp + fn, 1)),
            "support": int(tp + fn),
            "predicted": int(tp + fp),
        }
        for label, (tp, fp, fn) in zip(labels, counts.sum(axis=0), strict=True)
    }


def _f1(counts: Counts) -> Counts:
    tp, fp, fn = counts[..., 0], counts[..., 1], counts[..., 2]
    return np.asarray(2 * tp / np.maximum(2 * tp + fp + fn, 1))


@lru_cache(maxsize=1)
def _resamples(n: int) -> Counts:
    """Returns how often each of n is drawn in each resampling, ``[resamplings, n]``."""
    rng = np.random.default_rng(_SEED)
    return np.asarray(rng.multinomial(n, np.full(n, 1 / n), _RESAMPLES), dtype=float)
