"""Trains the model of each profile on annotated passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meta87.classify.heads import decide
from meta87.classify.labels import THEMES, Passage, Prediction
from meta87.classify.model import Model
from meta87.classify.reader import Reader, Rows
from meta87.classify.store import DEFAULT, PROFILES
from meta87.corpus.schema import Record
from meta87.errors import UsageError
from meta87.training.evaluate import Evaluation, evaluate
from meta87.training.fit import Fitted, Targets, fit, groups_of
from meta87.training.leakage import text_keys
from meta87.training.own_themes import (
    OwnThemeFigures,
    columns_beside,
    own_theme_figures,
    own_themes,
)
from meta87.training.own_weight import OwnWeight, own_weight
from meta87.training.rows import rows_of
from meta87.training.settings import Settings

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and of how much; 0 and 0 as it begins."""

_MAX_CONFLICTING = 0.05  # share of passages whose labels differ from those of the same text


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model with how it was made, by profile.

    Attributes:
        models: the model of each profile.
        settings: how they were trained.
        records: number of passages that they learnt from.
        reports: number of reports that those are of.
        cross_validation: figures on passages of writers (or reports) left out in turn.
        out_of_fold: what was predicted of each passage without its writer (or report).
        own: number of passages that are one's own.
        own_weights: how much these weigh.
        base: name of the model whose heads were kept; "" where all were trained.
        own_themes: how the themes of one's own do that were learnt.
        learnt: the texts that they learnt from, as `text_keys` has them.
    """

    models: dict[str, Model]
    settings: Settings
    records: int
    reports: int
    cross_validation: dict[str, Evaluation]
    out_of_fold: dict[str, list[Prediction]]
    own: int = 0
    own_weights: dict[str, OwnWeight] = field(default_factory=dict)
    base: str = ""
    own_themes: tuple[OwnThemeFigures, ...] = ()
    learnt: NDArray[np.uint64] | None = None

    @property
    def model(self) -> Model:
        """The model of the default profile."""
        return self.models[DEFAULT]


def train(  # noqa: PLR0913  what may be asked of a training
    records: Sequence[Record],
    reader: Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
    own: Sequence[Record] = (),
    *,
    base: Mapping[str, Model] | None = None,
) -> TrainedModel:
    """Trains heads on all the records given; `settings.seed` decides the folds.

    Args:
        records: annotated passages, of at least `settings.folds` reports.
        reader: folder of the reader; what it gives of a passage is cached.
        settings: the defaults when absent.
        progress: told of each step.
        own: passages of one's own beside them, whose weight cross-validation chooses.
        base: models by profile whose heads stay as they are; only themes that they lack are learnt.

    Raises:
        UsageError: too few reports, a kind that no passage has, a theme of the corpus's own that is
            rare, more of them than a model holds, or labels that contradict each other; with
            ``base``, no theme that it lacks.
    """
    settings, records = settings or Settings(), [*records, *own]
    progress = progress or (lambda *_: None)
    groups = groups_of(records, settings.folds)
    is_own = np.arange(len(records)) >= len(records) - len(own)
    _require_consistent(records)
    kept = base or {}
    targets = None if kept else Targets.of(records)
    known = kept[DEFAULT].themes if kept else THEMES
    new = own_themes(records, known, settings, partial(progress, "own-themes"))
    if kept and not new.themes:
        raise UsageError("themes-known")
    models, told = {}, {}
    weights: dict[str, OwnWeight] = {}
    for profile, depth in PROFILES.items():
        used, step = Reader(reader, depth), partial(partial, progress)
        rows = rows_of(records, used, step(f"read-{profile}"))
        if targets is None:
            fitted = _kept(kept[profile], rows, records)
        else:
            if own and not weights:  # chosen with the first profile, for both
                of_reports = [record.report for record in records]
                given = (rows, targets, is_own, of_reports, settings)
                weights = dict.fromkeys(PROFILES, own_weight(*given, progress=step("own-weight")))
            chosen = weights.get(profile, OwnWeight()).of(is_own)
            fitted = fit(rows, targets, groups, settings, chosen, progress=step("cross-validation"))
        models[profile] = Model(used, new.beside(fitted.heads))
        logits = columns_beside(fitted.out_of_fold, new.out_of_fold)
        told[profile] = [decide(models[profile].heads, each) for each in logits]
    return TrainedModel(
        models,
        settings,
        len(records),
        len({record.report for record in records}),
        {profile: evaluate(records, each) for profile, each in told.items()},
        told,
        len(own),
        weights,
        (kept[DEFAULT].name or DEFAULT) if kept else "",
        own_theme_figures(records, new, told[DEFAULT]),
        text_keys(records),
    )


def _kept(base: Model, rows: Rows, records: Sequence[Record]) -> Fitted:
    """Returns the heads of a model as they are, with their logits of records."""
    passages = [Passage(record.text, record.context) for record in records]
    return Fitted(base.heads, base.heads.passage_logits(rows, passages))


def _require_consistent(records: Sequence[Record]) -> None:
    """Raises an error, with two of the passages, if the same ones often have different labels."""
    by_text: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        by_text[record.text, record.context].append(record)
    conflicting = [
        same for same in by_text.values() if len({(r.kind, *sorted(r.themes)) for r in same}) > 1
    ]
    if sum(map(len, conflicting)) > _MAX_CONFLICTING * len(records):
        first, second = conflicting[0][:2]
        raise UsageError("labels-contradict", first=first.id, second=second.id)
