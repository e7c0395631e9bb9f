"""Labels of one corpus that contradict each other: nothing could be learnt from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from meta87.corpus.schema import Record
from meta87.errors import UsageError

_MOST = 0.05  # share of passages whose labels may differ from those of the same text elsewhere


def require_consistent(records: Sequence[Record]) -> None:
    """Raises an error if the same passages of a corpus often have different labels.

    Raises:
        UsageError: ``labels-contradict``, with two of the passages.
    """
    same: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        same[record.text, record.context].append(record)
    differing = [
        found for found in same.values() if len({(r.kind, *sorted(r.themes)) for r in found}) > 1
    ]
    if sum(map(len, differing)) > _MOST * len(records):
        first, second = differing[0][:2]
        raise UsageError("labels-contradict", first=first.id, second=second.id)
