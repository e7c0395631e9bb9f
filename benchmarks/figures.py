"""What the benchmarks share: tallies of spans, F1, bootstrap intervals."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

SHARED = Path(__file__).parents[2] / "shared"
DRAWS, SEED = 2000, 87
Record = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """What was right, found and wanted in one passage, and how many values were right.

    ``valued`` counts the right spans whose value can be compared; all of them when it is None.
    """

    right: int
    found: int
    wanted: int
    values: int = 0
    compared: int | None = None

    @property
    def valued(self) -> int:
        """Correct spans whose value was compared."""
        return self.right if self.compared is None else self.compared


Measure = Callable[[list[Tally]], float]


def require_data() -> None:
    """Exits with one sentence if the benchmark data are missing."""
    if not SHARED.is_dir():
        sys.exit("No benchmark data: there is no folder shared/ beside the project.")


def load(name: str) -> list[Record]:
    """Reads a JSON Lines file of the shared folder."""
    return [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines()]


def f1(tallies: list[Tally]) -> float:
    """Returns F1 over all passages."""
    total = sum(t.found + t.wanted for t in tallies)
    return 2 * sum(t.right for t in tallies) / total if total else 0.0


def share(tallies: list[Tally]) -> float:
    """Returns the share of passages that are correct."""
    return sum(t.right for t in tallies) / len(tallies) if tallies else 0.0


def value_accuracy(tallies: list[Tally]) -> float:
    """Returns the share of correct spans whose value is correct."""
    valued = sum(t.valued for t in tallies)
    return sum(t.values for t in tallies) / valued if valued else 0.0


def show(name: str, tallies: list[Tally], measure: Measure = f1, digits: int = 3) -> None:
    """Prints a metric with its 95 % bootstrap interval over passages."""
    draws = np.random.default_rng(SEED).integers(len(tallies), size=(DRAWS, len(tallies)))
    values = [measure([tallies[i] for i in draw]) for draw in draws]
    low, high = np.quantile(values, [0.025, 0.975])
    wanted = sum(t.wanted for t in tallies)
    value, low, high = (f"{figure:.{digits}f}" for figure in (measure(tallies), low, high))
    sys.stdout.write(f"{name}: {value} [{low}, {high}], {wanted} items\n")
