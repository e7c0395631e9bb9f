"""The institutions of a table, each under one name: the one that its reports use most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

Named = tuple[str, str]
"""The id of an institution, "" for one without, and its name as a passage has it."""
_COUNTRY = re.compile(r" \((?:[A-Z]{2}|sin país)\)\Z")


def one_name_each(rows: Iterable[Iterable[Named]]) -> list[list[str]]:
    """Returns the institutions of each passage, once each, under the same name in all of them.

    Those of different countries that have the same name are told apart by their countries' codes,
    "sin país" where it is not known.
    """
    listed = [list(dict.fromkeys(row)) for row in rows]
    names = _names(Counter(each for row in listed for each in row if each[0]))
    shared = {bare(name) for name in names.values() if name != bare(name)}

    def _name(key: str, name: str) -> str:
        return names.get(key) or (f"{name} (sin país)" if name in shared else name)

    return [list(dict.fromkeys(_name(*each) for each in row)) for row in listed]


def bare(name: str) -> str:
    """Returns the name of an institution without what tells it apart from those of other countries.

    >>> bare("Ministerio de Salud (CL)")
    'Ministerio de Salud'
    """
    return _COUNTRY.sub("", name)


def _names(counts: Counter[Named]) -> Mapping[str, str]:
    chosen: dict[str, str] = {}
    for (key, name), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chosen.setdefault(key, name)
    shared = Counter(chosen.values())
    return {
        key: name if shared[name] == 1 else f"{name} ({key.partition('-')[0].upper()})"
        for key, name in chosen.items()
    }
