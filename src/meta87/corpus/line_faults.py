"""What is wrong in the lines of a file, one sentence for each fault whatever lines have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from meta87.classify.labels import KINDS, SPEECH_ACTS, THEMES
from meta87.corpus.formats.aliases import near_label, plain, spanish
from meta87.corpus.splits import Split
from meta87.errors import UsageError

_ALLOWED: Mapping[str, Sequence[str]] = {
    "kind": KINDS,
    "themes": THEMES,
    "split": [*Split],
    "speech_acts": SPEECH_ACTS,
}
_IDS = {
    **dict.fromkeys(("JSON", "UTF-8"), "line-unreadable"),
    "annotations": "line-annotations",
    "data": "line-data",
}  # of what is no field of a passage


def line_faults(
    faults: Iterable[tuple[int, str]], names: Mapping[str, str] | None = None
) -> list[UsageError]:
    """Returns an error for each different fault of `Validated`, in the order of the lines.

    ``names`` are those that the file has for the fields.
    """
    lines: dict[str, list[int]] = {}
    for line, fault in faults:
        lines.setdefault(fault, []).append(line)
    return [line_fault(fault, found, names) for fault, found in lines.items()]


def line_fault(
    fault: str, lines: Sequence[int], names: Mapping[str, str] | None = None
) -> UsageError:
    """Returns the error for a fault that some lines have."""
    key, _, value = fault.partition(": ")
    field, shown = key.partition(".")[0], value.strip("'\"")
    name = (names or {}).get(field, field)
    where = {"lines": line_ranges(lines), "count": len(lines)}
    if key in _IDS:
        return UsageError(_IDS[key], value=value, **where)
    if shown.strip() in ("–", "None") or not (shown.strip() or key == "split"):
        return UsageError("line-missing", field=name if key == field else key, **where)
    own, repeats, first = value.rpartition(" = ")
    if key == "id" and repeats:
        return UsageError("line-repeated", value=own.strip("'"), first=first, **where)
    if allowed := _ALLOWED.get(field):
        labels = [each for each in (near_label(shown), *allowed) if each]
        if plain(name) != field:  # a sheet in Spanish
            labels = [spanish("labels", each) for each in labels]
        near = labels.pop(0) if len(labels) > len(allowed) else ""
        found = {"field": name, "value": shown, "allowed": ", ".join(labels), "near": near}
        is_list = field in ("themes", "speech_acts")
        return UsageError("line-labels" if is_list else "line-value", **found, **where)
    if key.isidentifier() and value.startswith(("'", '"')):
        return UsageError("line-wrong", field=name, value=shown, **where)
    return UsageError("line-fault", fault=fault, **where)


def line_ranges(lines: Sequence[int]) -> str:
    """Returns numbers in order as text, consecutive ones as one range.

    >>> line_ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    known = set(lines)
    starts = [line for line in lines if line - 1 not in known]
    ends = [line for line in lines if line + 1 not in known]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))
