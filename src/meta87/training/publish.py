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
(†) No se dijo quién los escribió ni quién los anotó (`meta87 train --note`). \
*It was not said who wrote or annotated them.*"""
_OWN = "Pasajes propios: {count}; cada uno vale por {weights}."
_LISTED = 12  # files that a card names; the manifest names all
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
            "own": trained.own,
            "own_weights": {name: asdict(each) for name, each in trained.own_weights.items()},
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
        sources="\n\n".join(filter(None, (told, _own(trained)))),
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
    told = {path: _about(path) for path in counts}
    is_untold = not note and not all(told.values())
    named = [
        f"`{path.name}` ({count}){'' if note or told[path] else ' (†)'}"
        for path, count in counts.items()
    ]
    rest = [f"… ({len(named)})"] if len(named) > _LISTED else []
    abouts = list(filter(None, dict.fromkeys(told.values())))
    notes = [*abouts, *filter(None, [note]), *([_UNTOLD] if is_untold else [])]
    return "\n\n".join([f"{', '.join([*named[:_LISTED], *rest])}.", *notes])


def _own(trained: TrainedModel) -> str:
    """Returns how much the passages of one's own weigh, by profile; "" where there are none."""
    weights = "; ".join(
        f"{each.themes} en los temas y {each.kind} en el tipo (`{profile}`)"
        for profile, each in trained.own_weights.items()
    )
    return _OWN.format(count=trained.own, weights=weights) if trained.own else ""


def _about(path: Path) -> str:
    folder = path.parent.parent if path.parent.name == PASSAGES else path.parent
    file = folder / ABOUT
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
