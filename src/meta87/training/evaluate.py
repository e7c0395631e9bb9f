"""Compare predicted labels with annotated ones; every figure has a 95 % interval.

F1 is 2·tp / (2·tp + fp + fn), and 0 where that is 0/0. A macro-F1 is the mean over the labels that
some passage has or is given, as scikit-learn's is; ``macro_over`` says how many those are.
Intervals are percentiles of the figure over 1,000 resamplings of the passages with replacement (the
percentile bootstrap).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from meta87.classification.labels import KINDS, THEMES, Kind, Prediction, Theme
from meta87.corpus.schema import Record
from meta87.language.entity import Entity
from meta87.training.calibration import doubt, reliability
from meta87.training.spans import EVALUATED, span_counts

_RESAMPLES = 1000
_SEED = 87

Counts = NDArray[np.float64]
"""Per passage and label: true positives, false positives, false negatives; ``[n, labels, 3]``."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was predicted of a passage; the scores, where they are known, are probabilities."""

    themes: tuple[Theme, ...]
    kind: Kind
    entities: tuple[Entity, ...] = ()
    theme_scores: Mapping[str, float] = field(default_factory=dict)
    kind_scores: Mapping[str, float] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()

    @classmethod
    def of(cls, labels: Prediction, entities: tuple[Entity, ...] = ()) -> Self:
        """Take what is compared of a prediction."""
        scores = labels.theme_scores, labels.kind_scores
        return cls(labels.themes, labels.kind, entities, *scores, labels.doubtful)


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
        """Give the figures as JSON values."""
        return asdict(self)


def evaluate(gold: Sequence[Record], predicted: Sequence[Tagged]) -> Evaluation:
    """Compare predictions with the records that they are of, one by one.

    Entities are compared over the records that carry them, and not at all if no record has one.
    """
    pairs = list(zip(gold, predicted, strict=True))
    often = resamples(len(pairs))
    themes, kinds = theme_counts(gold, predicted), kind_counts(gold, predicted)
    scored = [(g, p) for g, p in pairs if p.kind_scores]
    return Evaluation(
        n=len(pairs),
        reports=len({record.report for record in gold}),
        themes={
            "micro_f1": _figure(micro_f1, themes),
            "macro_f1": _figure(macro_f1, themes),
            "macro_over": _present(themes),
            "per_label": _per_label(THEMES, themes),
            "intervals": _intervals({"micro_f1": micro_f1, "macro_f1": macro_f1}, themes, often),
        },
        kind={
            "macro_f1": _figure(macro_f1, kinds),
            "macro_over": _present(kinds),
            "per_label": _per_label(KINDS, kinds),
            "confusion": _confusion(pairs),
            "intervals": _intervals({"macro_f1": macro_f1}, kinds, often),
        },
        entities=_entities(pairs),
        calibration=_calibration(scored) if scored else {},
        doubtful=_doubtful(scored) if scored else {},
    )


def theme_counts(gold: Sequence[Record], predicted: Sequence[Tagged]) -> Counts:
    """Count each theme of each passage, ``[n, 4, 3]``."""
    pairs = zip(gold, predicted, strict=True)
    return np.array([_counts(THEMES, g.themes, p.themes) for g, p in pairs], dtype=float)


def kind_counts(gold: Sequence[Record], predicted: Sequence[Tagged]) -> Counts:
    """Count each kind of each passage, ``[n, 3, 3]``."""
    pairs = zip(gold, predicted, strict=True)
    return np.array([_counts(KINDS, [g.kind], [p.kind]) for g, p in pairs], dtype=float)


def measured(measure: Callable[[Counts], Counts], counts: Counts) -> dict[str, Any] | None:
    """Give a figure with its interval.

    Returns:
        ``f1`` and ``interval``; None when no passage has or is given a label.
    """
    if not counts.any():
        return None
    (interval,) = _intervals({"f1": measure}, counts, resamples(len(counts))).values()
    return {"f1": _figure(measure, counts), "interval": interval}


def _calibration(pairs: Sequence[tuple[Record, Tagged]]) -> dict[str, Any]:
    """Give the reliability of the chosen kinds, and of the probability of each theme."""
    return {
        "kind": reliability(
            [p.kind_scores[p.kind] for _, p in pairs], [p.kind == g.kind for g, p in pairs]
        ),
        "themes": reliability(
            [[p.theme_scores[theme] for theme in THEMES] for _, p in pairs],
            [[theme in g.themes for theme in THEMES] for g, _ in pairs],
        ),
    }


def _doubtful(pairs: Sequence[tuple[Record, Tagged]]) -> dict[str, Any]:
    """Give how many labels are called doubtful, and how many of them are right."""
    return {
        "kind": doubt(
            [p.kind in p.doubtful for _, p in pairs], [p.kind == g.kind for g, p in pairs]
        ),
        "themes": doubt(
            [[theme in p.doubtful for theme in THEMES] for _, p in pairs],
            [[(t in p.themes) == (t in g.themes) for t in THEMES] for g, p in pairs],
        ),
    }


def _counts(
    labels: Sequence[str], gold: Sequence[str], given: Sequence[str]
) -> list[tuple[bool, bool, bool]]:
    """Say of each label whether it is a true positive, a false positive, a false negative."""
    return [
        (x in gold and x in given, x not in gold and x in given, x in gold and x not in given)
        for x in labels
    ]


def _confusion(pairs: Sequence[tuple[Record, Tagged]]) -> dict[str, dict[str, int]]:
    """Give, by annotated kind, how often each kind was predicted."""
    table: dict[str, dict[str, int]] = {row: dict.fromkeys(KINDS, 0) for row in KINDS}
    for record, tagged in pairs:
        table[record.kind][tagged.kind] += 1
    return table


def _entities(pairs: Sequence[tuple[Record, Tagged]]) -> dict[str, Any]:
    carrying = [(g.entities, p.entities) for g, p in pairs if g.entities is not None]
    if not any(gold for gold, _ in carrying):
        return {}
    counts = np.array([span_counts(gold, found) for gold, found in carrying])
    spans, values = counts[:, :, :3], counts[:, :, 3:].sum(axis=0)
    often = resamples(len(carrying))
    figures = _per_label(EVALUATED, spans)
    for place, label in enumerate(EVALUATED):
        right, compared = values[place]
        alone = spans[:, place : place + 1]
        figures[label] |= {
            "value_accuracy": round(float(right / compared), 4) if compared else None,
            "intervals": _intervals({"f1": micro_f1}, alone, often),
        }
    return figures


def _per_label(labels: Sequence[str], counts: Counts) -> dict[str, dict[str, Any]]:
    return {label: _scores(counts[:, j].sum(axis=0)) for j, label in enumerate(labels)}


def _scores(total: Counts) -> dict[str, Any]:
    tp, fp, fn = (float(part) for part in total)
    return {
        "precision": round(tp / (tp + fp), 4) if tp + fp else 0.0,
        "recall": round(tp / (tp + fn), 4) if tp + fn else 0.0,
        "f1": round(float(_f1(total)), 4),
        "support": int(tp + fn),
    }


def _f1(counts: Counts) -> Counts:
    tp, fp, fn = counts[..., 0], counts[..., 1], counts[..., 2]
    return np.asarray(2 * tp / np.maximum(2 * tp + fp + fn, 1))


def micro_f1(totals: Counts) -> Counts:
    """Give F1 over all labels together; the last two axes are labels and counts."""
    return _f1(totals.sum(axis=-2))


def macro_f1(totals: Counts) -> Counts:
    """Give the mean F1 of the labels that are there; the last two axes are labels and counts."""
    present = totals.any(axis=-1)
    return np.asarray((_f1(totals) * present).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1))


def _present(counts: Counts) -> int:
    """Give how many labels some passage has or is given."""
    return int(counts.any(axis=(0, 2)).sum())


def _figure(measure: Callable[[Counts], Counts], counts: Counts) -> float:
    return round(float(measure(counts.sum(axis=0))), 4)


def resamples(n: int) -> Counts:
    """Give how often each passage is drawn in each resampling, ``[resamples, n]``."""
    chance = np.random.default_rng(_SEED)
    return np.asarray(chance.multinomial(n, np.full(n, 1 / n), _RESAMPLES), dtype=float)


def _intervals(
    measures: dict[str, Callable[[Counts], Counts]], counts: Counts, often: Counts
) -> dict[str, list[float]]:
    totals = np.tensordot(often, counts.astype(float), axes=1)
    return {
        name: [round(float(x), 4) for x in np.percentile(measure(totals), (2.5, 97.5))]
        for name, measure in measures.items()
    }
