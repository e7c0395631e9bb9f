"""Whether the classifier is as sure as it is right: reliability of the kind and themes on dev.

Prints a Markdown table: the share of labels (chosen kinds, all themes) that hold by tenths of their
probability, and the expected calibration error; ``results/calibration.svg`` shows it as curves.

Run: ``python benchmarks/calibration.py [--real build/real.jsonl] [--profile fast]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve
from splits import arguments, dev_sets, table_head, table_row, tagged

from meta87.classify.labels import Prediction
from meta87.classify.store import DEFAULT, load, model_folder
from meta87.corpus.schema import Record
from meta87.training.calibration import reliability
from meta87.training.rows import rows_of

PLOT = Path(__file__).parent / "results/calibration.svg"
INNER = np.linspace(0, 1, 11)[1:-1]  # between the tenths
Labels = NDArray[np.float64]  # probability of each label, and whether it holds


def main() -> None:
    """Prints the table and draws the curves."""
    asked = arguments(__doc__).parse_args()
    model = load(model_folder() / DEFAULT, asked.profile)
    found: dict[tuple[str, str], Labels] = {}
    for name, records in dev_sets(asked.real).items():
        given = tagged(model.heads, rows_of(records, model.reader))
        found[name, "kind"], found[name, "themes"] = labels(records, given)
    table_head("probability", *map(": ".join, found))
    for tenth, cells in enumerate(zip(*map(shares, found.values()), strict=True)):
        table_row(f"{tenth / 10:.1f}–{tenth / 10 + 0.1:.1f}", *cells)
    table_row("ECE", *(f"{reliability(*each.T)['ece']:.3f}" for each in found.values()))
    if find_spec("matplotlib"):
        draw(found)


def labels(records: Sequence[Record], given: Sequence[Prediction]) -> tuple[Labels, Labels]:
    """Returns probabilities and correctness of the predicted kinds, and of all themes."""
    pairs = list(zip(records, given, strict=True))
    kinds = [(one.kind_scores[one.kind], one.kind == r.kind) for r, one in pairs]
    themes = [(p, name in r.themes) for r, one in pairs for name, p in one.theme_scores.items()]
    return np.array(kinds, float), np.array(themes, float)


def shares(found: Labels) -> list[str]:
    """Returns the share of correct labels and their number, by tenths of probability."""
    held, mean = calibration_curve(*found.T[::-1], n_bins=10)
    known = dict(zip(np.searchsorted(INNER, mean).tolist(), held, strict=True))
    counts = np.bincount(np.searchsorted(INNER, found[:, 0]), minlength=10)
    return [f"{known[n]:.2f} ({counts[n]:,})" if n in known else "–" for n in range(10)]


def draw(found: dict[tuple[str, str], Labels]) -> None:
    """Draws the curves; the same data always give the same file."""
    from matplotlib import pyplot, rcParams  # noqa: PLC0415  not needed for the table

    rcParams["svg.hashsalt"] = "meta87"
    figure, axes = pyplot.subplots(1, 2, figsize=(8, 4), sharey=True, layout="constrained")
    for axis, part in zip(axes, ("kind", "themes"), strict=True):
        for name in (name for name, of in found if of == part):
            held, mean = calibration_curve(*found[name, part].T[::-1], n_bins=10)
            axis.plot(mean, held, marker="o", label=name)
        axis.plot([0, 1], [0, 1], color="lightgrey", zorder=0)
        axis.set(title=part, xlabel="probability", ylabel="share that holds")
        axis.legend(frameon=False)
    figure.savefig(PLOT, metadata={"Date": None})


if __name__ == "__main__":
    main()
