"""What is asked for beside the figures of an evaluation: slice metrics, and the worst errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meta87.classify.labels import Prediction
from meta87.corpus.schema import Record
from meta87.training.calibration import rounded
from meta87.training.evaluate import (
    Counts,
    Evaluation,
    Measure,
    by_report,
    counted,
    macro_f1,
    measured,
    micro_f1,
    themes_of,
)


@dataclass(frozen=True, slots=True)
class LabelError:
    """A passage with a wrong label, and the probability of that; the highest, of several."""

    record: Record
    given: Prediction
    sureness: float

    def as_json(self) -> dict[str, Any]:
        """Returns the error as JSON values."""
        return {
            "id": self.record.id,
            "text": self.record.text,
            "sureness": self.sureness,
            "annotated": {"themes": self.record.themes, "kind": self.record.kind},
            "given": {"themes": list(self.given.themes), "kind": self.given.kind},
        }


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """An evaluation with its slices and errors."""

    evaluation: Evaluation
    by: Mapping[str, Mapping[str, Mapping[str, Any]]]  # field → value → figures
    mistakes: Sequence[LabelError]  # every passage with a wrong label, the worst first
    shown: int  # how many of them are wanted

    def record(self) -> dict[str, Any]:
        """Returns everything as JSON values, without what was not asked for."""
        errors = [mistake.as_json() for mistake in self.mistakes[: self.shown]]
        asked = {"by": dict(self.by), "errors": errors}
        return self.evaluation.record() | {name: found for name, found in asked.items() if found}


def slice_metrics(
    gold: Sequence[Record], predicted: Sequence[Prediction], field: str
) -> dict[str, dict[str, Any]]:
    """Returns figures by value of a field, the most frequent first; "" stands for none.

    Each has ``n``, the micro-F1 of the ``themes`` and the macro-F1 of the ``kind`` over the kinds
    that the slice has: ``f1`` and ``interval``, or None where no passage has or is given a label.
    """
    places: dict[str, list[int]] = {}
    for place, record in enumerate(gold):
        places.setdefault(str(getattr(record, field, "") or ""), []).append(place)
    themes, kinds = counted(gold, predicted, themes_of(predicted))
    return {
        value: {
            "n": len(found),
            "themes": _f1(micro_f1, by_report(records, themes[found])),
            "kind": _f1(macro_f1, by_report(records, kinds[found])),
        }
        for value, found in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
        for records in [[gold[place] for place in found]]
    }


def _f1(measure: Measure, counts: Counts) -> dict[str, Any] | None:
    found = zip(("f1", "interval"), measured(measure, counts), strict=True)
    return dict(found) if counts.any() else None


def worst(gold: Sequence[Record], predicted: Sequence[Prediction]) -> list[LabelError]:
    """Returns every passage with a wrong label, those with the surest wrong label first."""
    found = [
        LabelError(record, given, rounded(max(wrong)))
        for record, given in zip(gold, predicted, strict=True)
        if (wrong := list(_wrong(record, given)))
    ]
    return sorted(found, key=lambda mistake: (-mistake.sureness, mistake.record.id))


def _wrong(record: Record, predicted: Prediction) -> Iterator[float]:
    """Yields the probability of each wrong label, the absence of a theme being one too."""
    if predicted.kind != record.kind:
        yield predicted.kind_scores[predicted.kind]
    for theme, score in predicted.theme_scores.items():
        is_given = theme in predicted.themes
        if is_given != (theme in record.themes):
            yield score if is_given else 1 - score
