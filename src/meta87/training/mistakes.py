"""Where a model is wrong and sure of it: where to look first for labels that are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from meta87.classification.labels import THEMES
from meta87.corpus.schema import Record
from meta87.training.evaluate import Tagged

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Mistake:
    """A passage with a wrong label.

    Attributes:
        record: the passage as annotated.
        given: what the model says.
        sureness: the probability that the model gives to its wrong label; the highest, of several.
    """

    record: Record
    given: Tagged
    sureness: float

    def as_json(self) -> dict[str, Any]:
        """Give the mistake as JSON values."""
        return {
            "id": self.record.id,
            "text": self.record.text,
            "sureness": self.sureness,
            "annotated": {"themes": self.record.themes, "kind": self.record.kind},
            "given": {"themes": list(self.given.themes), "kind": self.given.kind},
        }


def worst(gold: Sequence[Record], predicted: Sequence[Tagged]) -> list[Mistake]:
    """Give every passage with a wrong label, those first of which the model was surest."""
    found = []
    for record, tagged in zip(gold, predicted, strict=True):
        wrong = list(_wrong(record, tagged))
        if wrong:
            found.append(Mistake(record, tagged, round(max(wrong), _DIGITS)))
    return sorted(found, key=lambda mistake: (-mistake.sureness, mistake.record.id))


def _wrong(record: Record, tagged: Tagged) -> Iterator[float]:
    """Give what the model says of each wrong label, the absence of a theme being one too."""
    if tagged.kind != record.kind:
        yield tagged.kind_scores.get(tagged.kind, 0.0)
    for theme in THEMES:
        is_given = theme in tagged.themes
        if is_given != (theme in record.themes):
            said = tagged.theme_scores.get(theme, 0.0)
            yield said if is_given else 1 - said
