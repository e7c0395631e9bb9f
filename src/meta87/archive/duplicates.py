"""Files with the same content: the same bytes twice, or one report in two formats.

The MinHash is our own: with datasketch it would be no shorter, and load scipy in every worker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any

from meta87.archive.fingerprints import normalised_passages, parts_of
from meta87.archive.work import Outcome

MIN_SHARED = 0.9  # of the passages: a report in two formats shares 0.95, two reports hardly any
_MAX_FILES = 20  # that share a hash: more of them have a common phrase, such as "No aplica."

SUFFIXES = (
    ".docx", ".docm", ".odt", ".html", ".htm", ".md", ".txt", ".pdf",
)  # fmt: skip
"""Endings of reports: a format that is written in comes before one that it is printed to."""


def find_duplicates(
    done: Mapping[str, Outcome], records: Callable[[str], Iterable[Mapping[str, Any]]]
) -> dict[str, str]:
    """Returns the files that repeat another → the original that they repeat, which is no copy.

    Of files that repeat each other, the first by `rank` is the original; one without passages
    repeats none. ``records`` returns the passages of a file.
    """
    firsts: dict[str, str] = {}
    names = sorted(done, key=lambda name: rank(done[name]))
    contents = {name: done[name].content for name in names if done[name].content}
    originals = {name: firsts.setdefault(content, name) for name, content in contents.items()}
    found = {name: first for name, first in originals.items() if name != first}
    for later, first in sorted(_candidates(done[name].signature for name in names)):
        earlier, other = names[first], names[later]
        if not {earlier, other} & found.keys():
            one, two = (normalised_passages(records(name)) for name in (earlier, other))
            if len(one & two) >= MIN_SHARED * len(one | two):
                found[other] = earlier
    return {name: found.get(first, first) for name, first in found.items()}


def rank(done: Outcome) -> tuple[bool, int, int, int, float]:
    """Returns the rank of a file among those with the same report: the original has the lowest.

    A form comes before a free text, then a format that is written in before a PDF, fewer folders
    before more, a shorter path before a longer one, and an older file before a newer one.
    """
    source = done.source
    path = PurePosixPath(source.name)
    suffix = path.suffix.lower()
    place = SUFFIXES.index(suffix) if suffix in SUFFIXES else len(SUFFIXES)
    return "no-form" in done.notes, place, len(path.parts), len(source.name), _modified(source.uri)


def _modified(uri: str) -> float:
    """Returns when a file was last changed; 0 where that is not known."""
    with suppress(OSError, ValueError):
        return Path(uri).stat().st_mtime
    return 0.0


def _candidates(signatures: Iterable[bytes]) -> set[tuple[int, int]]:
    """Returns the pairs of signatures that share a hash which few have, the later one first."""
    sharing: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, each in enumerate(signatures):
        for value in set(parts_of(each)):
            sharing[value].append(number)
    return {
        (later, first)
        for numbers in sharing.values()
        if len(numbers) <= _MAX_FILES
        for first, later in combinations(numbers, 2)
    }
