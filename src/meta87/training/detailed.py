"""An evaluation with what was asked for beside its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meta87.training.evaluate import Evaluation
from meta87.training.mistakes import Mistake


@dataclass(frozen=True, slots=True)
class Detailed:
    """An evaluation, the figures of groups and the errors.

    Attributes:
        evaluation: over all passages.
        by: figures of each value of each field that passages were put together by.
        mistakes: every passage with a wrong label, the worst first.
        shown: how many of them are wanted.
    """

    evaluation: Evaluation
    by: Mapping[str, Mapping[str, Mapping[str, Any]]]
    mistakes: Sequence[Mistake]
    shown: int

    def record(self) -> dict[str, Any]:
        """Give everything as JSON values; without what was not asked for."""
        errors = [mistake.as_json() for mistake in self.mistakes[: self.shown]]
        asked = {"by": dict(self.by), "errors": errors}
        return self.evaluation.record() | {name: found for name, found in asked.items() if found}
