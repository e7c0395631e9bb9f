"""How far two annotators agree: Krippendorff's alpha, F1 a label, and where they do not.

Intervals are percentiles over 1,000 resamplings of the passages with replacement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from meta87.classify.labels import KINDS, SPEECH_ACTS, THEMES, Theme
from meta87.corpus.schema import Annotation
from meta87.errors import UsageError

_LEAST = 2  # values that a unit must have to say anything of agreement
_RESAMPLES, _SEED = 1000, 87

Pair = tuple[Annotation, Annotation]
Interval = tuple[float, float]
Decisions = tuple[tuple[Hashable, Hashable], ...]
"""Of each of several labels of a passage, what one annotator gives and what the other does."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label's agreement.

    Attributes:
        alpha: Krippendorff's, for whether it was given; None when nobody's answers vary.
        interval: its 95 % bootstrap interval; None where there is no alpha.
        f1: of one annotator against the other, which is the same both ways.
        first: how often the first annotator gave it.
        second: how often the second did.
    """

    alpha: float | None
    interval: Interval | None
    f1: float | None
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Group:
    """The agreement on the passages of one value of a field.

    Attributes:
        passages: how many there are.
        kind_alpha: Krippendorff's alpha of the kind.
        kind_interval: its 95 % bootstrap interval.
        theme_alpha: of every theme of every passage, given or not.
        theme_interval: its 95 % bootstrap interval.
    """

    passages: int
    kind_alpha: float | None
    kind_interval: Interval | None
    theme_alpha: float | None
    theme_interval: Interval | None


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
        kind_interval: its 95 % bootstrap interval.
        labels: agreement on each kind, on each theme of the guideline and each other one that
            somebody gives, and on each speech act where both give some.
        groups: by the values of a field, the most frequent first; empty where none was asked for.
        disagreements: in the order of the first file.
    """

    passages: int
    only_first: int
    only_second: int
    kind_alpha: float | None
    kind_interval: Interval | None
    labels: dict[str, Label]
    groups: dict[str, Group]
    disagreements: tuple[Disagreement, ...]

    def record(self) -> dict[str, Any]:
        """Returns the metrics as in the JSON."""
        return asdict(self)


def agreement(first: Sequence[Annotation], second: Sequence[Annotation], by: str = "") -> Agreement:
    """Compares two annotations of the same passages, matched by id.

    Args:
        first: annotations of one annotator.
        second: annotations of the other.
        by: field of the first annotations, such as ``genre``, whose values are reported separately.

    Raises:
        UsageError: ``field-absent``: no annotation has the field.
    """
    others = {annotation.id: annotation for annotation in second}
    both = [(one, others[one.id]) for one in first if one.id in others]
    with_acts = [pair for pair in both if _give_acts(pair)]
    themes = _themes(both)
    whole = _group(both, themes)
    return Agreement(
        passages=len(both),
        only_first=len(first) - len(both),
        only_second=len(second) - len(both),
        kind_alpha=whole.kind_alpha,
        kind_interval=whole.kind_interval,
        labels={
            **{label: _label(label, both) for label in (*KINDS, *themes)},
            **{label: _label(label, with_acts) for label in SPEECH_ACTS if with_acts},
        },
        groups=_groups(both, themes, by) if by else {},
        disagreements=tuple(
            Disagreement(one.id, *_apart(one, other)) for one, other in both if _differ(one, other)
        ),
    )


def nominal_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Returns Krippendorff's alpha for nominal values.

    Args:
        units: for each unit the values assigned to it, in any order; None is a missing one.

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


def alpha_interval(units: Sequence[Decisions]) -> Interval | None:
    """Returns the 95 % bootstrap interval of `nominal_alpha` over units drawn with replacement.

    Args:
        units: of each passage the decisions of two annotators: one for its kind, or one a theme.

    Returns:
        None where the values do not vary.
    """
    patterns = Counter(units)
    values = sorted({v for unit in patterns for pair in unit for v in pair}, key=str)
    if len(values) < _LEAST:
        return None
    given = np.array(
        [[sum((v == a) + (v == b) for a, b in unit) for v in values] for unit in patterns]
    )
    apart = np.array([sum(a != b for a, b in unit) for unit in patterns])
    counts = np.array(list(patterns.values()))
    draws = np.random.default_rng(_SEED).multinomial(
        len(units), counts / len(units), size=_RESAMPLES
    )
    totals = (draws @ given).astype(float)
    n = totals.sum(axis=1)
    expected = n**2 - (totals**2).sum(axis=1)
    alphas = 1 - (n - 1) * 2 * (draws @ apart) / np.maximum(expected, 1)
    low, high = np.percentile(alphas[expected > 0], (2.5, 97.5))
    return float(low), float(high)


def _themes(both: Sequence[Pair]) -> tuple[Theme, ...]:
    """Returns the themes of the guideline, then the others that an annotator assigned."""
    given = {theme for pair in both for annotation in pair for theme in annotation.themes}
    return (*THEMES, *sorted(given - {*THEMES}))


def _groups(both: Sequence[Pair], themes: Sequence[Theme], by: str) -> dict[str, Group]:
    members: dict[str, list[Pair]] = defaultdict(list)
    for pair in both:
        members[str(_fields(pair[0]).get(by) or "")].append(pair)
    if not any(by in _fields(one) for one, _ in both):
        raise UsageError("field-absent", field=by)
    ordered = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    return {value: _group(pairs, themes) for value, pairs in ordered}


def _fields(annotation: Annotation) -> dict[str, Any]:
    return annotation.model_dump(exclude_unset=True)


def _group(both: Sequence[Pair], themes: Sequence[Theme]) -> Group:
    kinds = [((one.kind, other.kind),) for one, other in both]
    given = [tuple((t in one.themes, t in other.themes) for t in themes) for one, other in both]
    return Group(
        len(both),
        nominal_alpha(pair for unit in kinds for pair in unit),
        alpha_interval(kinds),
        nominal_alpha(pair for unit in given for pair in unit),
        alpha_interval(given),
    )


def _give_acts(pair: Pair) -> bool:
    """Returns whether both annotators labelled the speech acts of a passage."""
    return all(one.speech_acts is not None for one in pair)


def _label(label: str, both: Sequence[Pair]) -> Label:
    given = [(label in _labels(one), label in _labels(other)) for one, other in both]
    first, second = (sum(side) for side in zip(*given, strict=True)) if given else (0, 0)
    shared = sum(one and other for one, other in given)
    f1 = 2 * shared / (first + second) if first + second else None
    interval = alpha_interval([(pair,) for pair in given])
    return Label(nominal_alpha(given), interval, f1, first, second)


def _labels(annotation: Annotation, *, acts: bool = True) -> set[str]:
    told = annotation.speech_acts or () if acts else ()
    return {annotation.kind, *annotation.themes, *told}


def _differ(one: Annotation, other: Annotation) -> bool:
    return any(_apart(one, other))


def _apart(one: Annotation, other: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the labels that only one annotator assigned; speech acts where both labelled them."""
    acts = _give_acts((one, other))
    mine, theirs = _labels(one, acts=acts), _labels(other, acts=acts)
    return tuple(sorted(mine - theirs)), tuple(sorted(theirs - mine))
