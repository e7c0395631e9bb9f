"""What is wrong in the lines of a file, one sentence for each fault whatever lines have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from meta87.classify.labels import KINDS, SPEECH_ACTS, THEMES
from meta87.corpus.splits import Split
from meta87.errors import UsageError

_ALLOWED: Mapping[str, Sequence[str]] = {
    "kind": KINDS,
    "themes": THEMES,
    "split": [*Split],
    "speech_acts": SPEECH_ACTS,
}


def line_faults(
    faults: Iterable[tuple[int, str]], name: Callable[[str], str] = str
) -> list[UsageError]:
    """Returns an error for each different fault of `Validated`, in the order of the lines.

    ``name`` gives a field the name that the file has for it.
    """
    lines: dict[str, list[int]] = {}
    for line, fault in faults:
        lines.setdefault(fault, []).append(line)
    return [line_fault(fault, found, name) for fault, found in lines.items()]


def line_fault(fault: str, lines: Sequence[int], name: Callable[[str], str] = str) -> UsageError:
    """Returns the error for a fault that some lines have."""
    key, _, value = fault.partition(": ")
    field, shown = key.partition(".")[0], value.strip("'\"")
    where = {"lines": line_ranges(lines), "count": len(lines)}
    if key in ("JSON", "UTF-8"):
        return UsageError("line-unreadable", **where)
    if shown.strip() in ("–", "None") or not (shown.strip() or key == "split"):
        return UsageError("line-missing", field=name(key), **where)
    own, repeats, first = value.rpartition(" = ")
    if key == "id" and repeats:
        return UsageError("line-repeated", value=own.strip("'"), first=first, **where)
    if allowed := _ALLOWED.get(field):
        found = {"field": name(field), "value": shown, "allowed": ", ".join(allowed)}
        is_list = field in ("themes", "speech_acts")
        return UsageError("line-labels" if is_list else "line-value", **found, **where)
    if key.isidentifier() and value.startswith(("'", '"')):
        return UsageError("line-wrong", field=name(key), value=shown, **where)
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
