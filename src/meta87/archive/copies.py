"""Files of an archive that say the same: the same bytes twice, or one report in two formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meta87.archive.packing.packings import packed_as
from meta87.archive.resume import Done, Ledger
from meta87.archive.said import said

ALIKE = 0.9  # of the passages: a report in two formats shares 0.95 and more, two reports hardly any


def copies(ledger: Ledger, names: Sequence[str]) -> dict[str, str]:
    """Returns the files that repeat an earlier one, each with the first file that it repeats.

    Args:
        ledger: the stored outcomes of the archive.
        names: names of the files, in the order of the table.
    """
    done = ledger.done()
    names = [name for name in names if name in done]
    found = _same_bytes(done, names)
    place = {name: number for number, name in enumerate(names)}
    pairs = [sorted((place[one], place[other])) for one, other in ledger.related(names)]
    for first, later in sorted(pairs, key=lambda pair: pair[::-1]):
        one, other = names[first], names[later]
        if not {one, other} & found.keys() and _alike(ledger, one, other):
            found[other] = one
    return found


def _same_bytes(done: Mapping[str, Done], names: Sequence[str]) -> dict[str, str]:
    firsts: dict[str, str] = {}
    contents = [(name, done[name].content) for name in names]
    originals = {name: firsts.setdefault(content, name) for name, content in contents if content}
    return {name: first for name, first in originals.items() if name != first}


def _alike(ledger: Ledger, one: str, other: str) -> bool:
    told = packed_as(ledger.packing).told
    here, there = (said(told(ledger.data(name), ledger.themes)) for name in (one, other))
    return len(here & there) >= ALIKE * len(here | there)
