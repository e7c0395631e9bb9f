"""How far two annotators agree: Krippendorff's alpha, F1 a label, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from meta87.classification.labels import KINDS, THEMES
from meta87.corpus.schema import Annotation

_LEAST = 2  # values that a unit must have to say anything of agreement


@dataclass(frozen=True, slots=True)
class Label:
    """A label's agreement.

    Attributes:
        alpha: Krippendorff's, for whether it was given; None when nobody's answers vary.
        f1: of one annotator against the other, which is the same both ways.
        first: how often the first annotator gave it.
        second: how often the second did.
    """

    alpha: float | None
    f1: float | None
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage that two annotators label differently: what each says where they differ."""

    id: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two annotators over the passages that both annotated.

    Attributes:
        passages: how many those are.
        only_first: how many only the first annotated.
        only_second: how many only the second did.
        kind_alpha: Krippendorff's alpha of the kind, nominal over its three values.
        labels: agreement on each kind and theme.
        disagreements: in the order of the first file.
    """

    passages: int
    only_first: int
    only_second: int
    kind_alpha: float | None
    labels: dict[str, Label]
    disagreements: tuple[Disagreement, ...]

    def record(self) -> dict[str, Any]:
        """Give the figures as JSON has them."""
        return asdict(self)


def agreement(first: Sequence[Annotation], second: Sequence[Annotation]) -> Agreement:
    """Compare two annotations of the same passages, matched by id."""
    others = {annotation.id: annotation for annotation in second}
    both = [(one, others[one.id]) for one in first if one.id in others]
    return Agreement(
        passages=len(both),
        only_first=len(first) - len(both),
        only_second=len(second) - len(both),
        kind_alpha=nominal_alpha([(one.kind, other.kind) for one, other in both]),
        labels={label: _label(label, both) for label in (*KINDS, *THEMES)},
        disagreements=tuple(
            Disagreement(one.id, *_apart(one, other)) for one, other in both if _differ(one, other)
        ),
    )


def nominal_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Give Krippendorff's alpha for nominal values.

    Args:
        units: for each unit the values given to it, in any order; None is a missing one.

    Returns:
        1 for perfect agreement, 0 for that of chance; None when no values vary.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
    """
    told = [[value for value in unit if value is not None] for unit in units]
    pairable = [unit for unit in told if len(unit) >= _LEAST]
    totals = Counter(value for unit in pairable for value in unit)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = sum(
        (len(unit) ** 2 - sum(count**2 for count in Counter(unit).values())) / (len(unit) - 1)
        for unit in pairable
    )
    return 1 - (n - 1) * observed / expected


def _label(label: str, both: Sequence[tuple[Annotation, Annotation]]) -> Label:
    given = [(label in _labels(one), label in _labels(other)) for one, other in both]
    first, second = (sum(side) for side in zip(*given, strict=True)) if given else (0, 0)
    shared = sum(one and other for one, other in given)
    f1 = 2 * shared / (first + second) if first + second else None
    return Label(nominal_alpha(given), f1, first, second)


def _labels(annotation: Annotation) -> set[str]:
    return {annotation.kind, *annotation.themes}


def _differ(one: Annotation, other: Annotation) -> bool:
    return _labels(one) != _labels(other)


def _apart(one: Annotation, other: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mine, theirs = _labels(one), _labels(other)
    return tuple(sorted(mine - theirs)), tuple(sorted(theirs - mine))
