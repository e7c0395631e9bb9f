"""The figures of each value of a field, such as the country or the genre: slice metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from meta87.corpus.schema import Record
from meta87.training.evaluate import (
    Tagged,
    kind_counts,
    macro_f1,
    measured,
    micro_f1,
    theme_counts,
)


def by_group(
    gold: Sequence[Record], predicted: Sequence[Tagged], field: str
) -> dict[str, dict[str, Any]]:
    """Measure the passages of each value of a field apart; "" stands for those without one.

    Returns:
        By value, the most frequent first: ``n``, the micro-F1 of the ``themes`` and the macro-F1 of
        the ``kind`` over the kinds that the group has, as `measured` gives them.
    """
    places: dict[str, list[int]] = {}
    for place, record in enumerate(gold):
        places.setdefault(str(getattr(record, field, "") or ""), []).append(place)
    themes, kinds = theme_counts(gold, predicted), kind_counts(gold, predicted)
    return {
        value: {
            "n": len(found),
            "themes": measured(micro_f1, themes[found]),
            "kind": measured(macro_f1, kinds[found]),
        }
        for value, found in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    }
