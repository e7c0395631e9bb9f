"""Write a trained model for others: its files, its manifest and its card."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from meta87.classification.store import DEFAULT, save
from meta87.training.evaluate import Evaluation
from meta87.training.sources import sources
from meta87.training.train import TrainedModel

_DECIMALS = 3
_NONE: Mapping[str, Evaluation] = {}


def publish(
    trained: TrainedModel,
    folder: Path,
    data: Mapping[Path, int],
    held_out: Mapping[str, Evaluation] = _NONE,
    note: str = "",
) -> None:
    """Write the models of each profile, ``manifest.json`` and ``README.md`` (the model card).

    Args:
        trained: what `train` gave.
        folder: made when it does not exist; its name is the model's.
        data: the files that the records came from, with how many; the manifest names and sums them.
        held_out: figures of each profile on passages that were not learnt from.
        note: who wrote and annotated the passages, where nothing beside them says so.
    """
    figures = {
        f"{measured}-{profile}": figure
        for measured, found in (("cross-validation", trained.cross_validation), ("test", held_out))
        for profile, figure in found.items()
    }
    info = {
        "trained_on": {
            "records": trained.records,
            "reports": trained.reports,
            "files": _sums(data),
        },
        "settings": asdict(trained.settings),
        "figures": {name: figure.record() for name, figure in figures.items()},
    }
    save(trained.models, trained.estimators, folder, info)
    card = _card(folder.name, trained, figures, sources(data, note))
    (folder / "README.md").write_text(card, encoding="utf-8")


def _sums(data: Iterable[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data}


def _card(name: str, trained: TrainedModel, figures: Mapping[str, Evaluation], told: str) -> str:
    template = (files(__package__) / "card.md").read_text(encoding="utf-8")
    last = [figure for name, figure in figures.items() if name.endswith(DEFAULT)][-1]
    labels = {**last.themes["per_label"], **last.kind["per_label"]}
    return template.format(
        name=name,
        records=trained.records,
        reports=trained.reports,
        sources=told,
        rows="\n".join(_row(name, figure) for name, figure in figures.items()),
        labels="\n".join(_label_row(label, scores) for label, scores in labels.items()),
    )


def _row(name: str, figure: Evaluation) -> str:
    cells = [
        _with_interval(part, measure)
        for part, measure in (
            (figure.themes, "micro_f1"),
            (figure.themes, "macro_f1"),
            (figure.kind, "macro_f1"),
        )
    ]
    return f"| {name} | {figure.n} | {' | '.join(cells)} |"


def _with_interval(part: Mapping[str, Any], measure: str) -> str:
    low, high = part["intervals"][measure]
    over, labels = part["macro_over"], len(part["per_label"])
    some = f" {over}/{labels}" if measure == "macro_f1" and over < labels else ""
    return f"{part[measure]:.{_DECIMALS}f} ({low:.{_DECIMALS}f}–{high:.{_DECIMALS}f}){some}"


def _label_row(label: str, scores: Mapping[str, Any]) -> str:
    values = [f"{scores[key]:.{_DECIMALS}f}" for key in ("precision", "recall", "f1")]
    return f"| {label} | {' | '.join(values)} | {scores['support']} |"
