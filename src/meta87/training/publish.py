"""Writes a trained model for others: its files, its manifest and its card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Template

from meta87.classify.files import sha256_hex
from meta87.classify.store import DEFAULT, save
from meta87.corpus.files import PASSAGES
from meta87.training.evaluate import Evaluation
from meta87.training.train import TrainedModel

ABOUT = "ABOUT.md"
"""Tells, in a folder of passages or beside its ``passages``, who wrote and annotated them."""

_LISTED = 12  # files that a card names; the manifest names all


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
            "base": trained.base,
            "own": trained.own,
            "own_weights": {name: asdict(each) for name, each in trained.own_weights.items()},
        },
        "settings": asdict(trained.settings),
        "figures": {name: figure.record() for name, figure in figures.items()},
    }
    save(trained.models, folder, info, trained.learnt)
    card = _card(folder.name, trained, figures, data, note)
    (folder / "README.md").write_text(card, encoding="utf-8")


def _sums(paths: Sequence[Path]) -> dict[str, str]:
    """Returns the sums of files by name, with the folder of those whose name another has too."""
    often = Counter(path.name for path in paths)
    names = [
        path.name if often[path.name] == 1 else f"{path.parent.name}/{path.name}" for path in paths
    ]
    return {name: sha256_hex(path.read_bytes()) for name, path in zip(names, paths, strict=True)}


def _card(
    name: str,
    trained: TrainedModel,
    figures: Mapping[str, Evaluation],
    data: Mapping[Path, int],
    note: str,
) -> str:
    template = (files(__package__) / "card.md").read_text(encoding="utf-8")
    last = [figure for name, figure in figures.items() if name.endswith(DEFAULT)][-1]
    counts = {path: count for path, count in data.items() if count}
    named = [f"`{path.name}` ({count})" for path, count in counts.items()]
    rest = [f"… ({len(named)})"] if len(named) > _LISTED else []
    card: str = Template(template, trim_blocks=True, keep_trailing_newline=True).render(
        name=name,
        trained=trained,
        files=", ".join([*named[:_LISTED], *rest]),
        notes=[*filter(None, dict.fromkeys([*map(_about, counts), note]))],
        figures=figures,
        labels={**last.themes["per_label"], **last.kind["per_label"]},
        interval=_with_interval,
    )
    return card


def _with_interval(part: Mapping[str, Any], measure: str) -> str:
    """Returns a figure with its interval; of a macro-F1 over some labels alone, over how many."""
    low, high = part["intervals"][measure]
    over, labels = part["macro_over"], len(part["per_label"])
    some = f" {over}/{labels}" if measure == "macro_f1" and over < labels else ""
    return f"{part[measure]:.3f} ({low:.3f}–{high:.3f}){some}"


def _about(path: Path) -> str:
    folder = path.parent.parent if path.parent.name == PASSAGES else path.parent
    file = folder / ABOUT
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
