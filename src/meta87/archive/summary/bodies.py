"""The institutions of a table, each under one name: the one that its reports use most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

Named = tuple[str, str]
"""The id of an institution, "" for one without, and its name as a passage has it."""


def one_name_each(rows: Iterable[Iterable[Named]]) -> list[list[str]]:
    """Returns the institutions of each passage, once each, under the same name in all of them.

    Two of different countries that have the same name are told apart by their countries' codes.
    """
    listed = [list(dict.fromkeys(row)) for row in rows]
    names = _names(Counter(each for row in listed for each in row if each[0]))
    return [list(dict.fromkeys(names.get(key, name) for key, name in row)) for row in listed]


def _names(counts: Counter[Named]) -> Mapping[str, str]:
    chosen: dict[str, str] = {}
    for (key, name), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chosen.setdefault(key, name)
    shared = Counter(chosen.values())
    return {
        key: name if shared[name] == 1 else f"{name} ({key.partition('-')[0].upper()})"
        for key, name in chosen.items()
    }
