"""Write a trained model for others: its files, its manifest and its card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from meta87.classify.files import sha256_hex
from meta87.classify.store import DEFAULT, save
from meta87.corpus.files import PASSAGES
from meta87.training.evaluate import Evaluation
from meta87.training.train import TrainedModel

ABOUT = "ABOUT.md"
"""Tells, in a folder of passages or beside its ``passages``, who wrote and annotated them."""

_UNTOLD = """\
No se dijo quién escribió ni quién anotó los pasajes de {files} (`meta87 train --note`).

*It was not said who wrote or who annotated the passages of {files} (`meta87 train --note`).*"""
_DECIMALS = 3


def publish(
    trained: TrainedModel,
    folder: Path,
    data: Mapping[Path, int],
    held_out: Mapping[str, Evaluation] | None = None,
    note: str = "",
) -> None:
    """Writes the models of each profile, ``manifest.json`` and ``README.md`` (the model card).

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
        for profile, figure in (found or {}).items()
    }
    info = {
        "trained_on": {
            "records": trained.records,
            "reports": trained.reports,
            "files": _sums([path for path, count in data.items() if count]),
        },
        "settings": asdict(trained.settings),
        "figures": {name: figure.record() for name, figure in figures.items()},
    }
    save(trained.models, folder, info)
    card = _card(folder.name, trained, figures, _sources(data, note))
    (folder / "README.md").write_text(card, encoding="utf-8")


def _sums(paths: Sequence[Path]) -> dict[str, str]:
    """Returns the sums of files by name, with the folder of those whose name another has too."""
    often = Counter(path.name for path in paths)
    return {
        path.name if often[path.name] == 1 else f"{path.parent.name}/{path.name}": sha256_hex(
            path.read_bytes()
        )
        for path in paths
    }


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
    cells = (
        _with_interval(figure.themes, "micro_f1"),
        _with_interval(figure.themes, "macro_f1"),
        _with_interval(figure.kind, "macro_f1"),
    )
    return f"| {name} | {figure.n} | {' | '.join(cells)} |"


def _with_interval(part: Mapping[str, Any], measure: str) -> str:
    low, high = part["intervals"][measure]
    over, labels = part["macro_over"], len(part["per_label"])
    some = f" {over}/{labels}" if measure == "macro_f1" and over < labels else ""
    return f"{part[measure]:.{_DECIMALS}f} ({low:.{_DECIMALS}f}–{high:.{_DECIMALS}f}){some}"


def _label_row(label: str, scores: Mapping[str, Any]) -> str:
    values = [f"{scores[key]:.{_DECIMALS}f}" for key in ("precision", "recall", "f1")]
    return f"| {label} | {' | '.join(values)} | {scores['support']} |"


def _sources(data: Mapping[Path, int], note: str) -> str:
    """Returns, in Markdown, the files that were learnt from and where their passages come from."""
    counts = {path: count for path, count in data.items() if count}
    listed = ", ".join(f"`{path.name}` ({count})" for path, count in counts.items())
    told = {path: _about(path) for path in counts}
    untold = ", ".join(f"`{path.name}`" for path, about in told.items() if not about)
    abouts = [about for about in dict.fromkeys(told.values()) if about]
    if note or untold:
        abouts.append(note or _UNTOLD.format(files=untold))
    return "\n\n".join([f"{listed}.", *abouts])


def _about(path: Path) -> str:
    folder = path.parent.parent if path.parent.name == PASSAGES else path.parent
    file = folder / ABOUT
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
