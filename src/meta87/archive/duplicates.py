"""Files with the same content: the same bytes twice, or one report in two formats.

The MinHash is our own: with datasketch it would be no shorter, and load scipy in every worker.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any

from meta87.archive.files import is_remote
from meta87.archive.plan import Source
from meta87.form.folding import fold

MIN_SHARED = 0.9  # of the passages: a report in two formats shares 0.95, two reports hardly any
_HASHES, _BYTES = 4, 8  # of a signature, and of each hash
_MAX_FILES = 20  # that share a hash: more of them have a common phrase, such as "No aplica."
_BETWEEN = re.compile(r"\W+")

SUFFIXES = (
    ".docx", ".docm", ".odt", ".doc", ".rtf", ".html", ".htm", ".md", ".txt", ".pdf",
)  # fmt: skip
"""Endings of reports: a format that is written in comes before one that it is printed to."""

Records = Iterable[Mapping[str, Any]]
Passage = tuple[str, str, str]


def normalised_passages(records: Records) -> frozenset[Passage]:
    """Returns country, year, and the letters and digits of each passage."""
    return frozenset(
        (str(row.get("country")), str(row.get("year")), letters_of(row["text"])) for row in records
    )


def letters_of(text: str) -> str:
    """Returns the letters and digits of a text, without accents and capitals."""
    return _BETWEEN.sub("", fold(text).text)


def signature(records: Records) -> bytes:
    """Returns the MinHash signature of passages; empty without passages.

    Files with the same passages share most of its hashes: each is the least value of one hash
    function over the passages.
    """
    texts = ("\n".join(passage).encode() for passage in normalised_passages(records))
    size = _HASHES * _BYTES
    digests = [_hashes(hashlib.blake2b(text, digest_size=size).digest()) for text in texts]
    return b"".join(map(min, zip(*digests, strict=True)))


def find_duplicates(
    contents: Mapping[str, str],
    signatures: Mapping[str, bytes],
    records: Callable[[str], Records],
    order: Callable[[str], Any] = lambda _: 0,
) -> dict[str, str]:
    """Returns the files that repeat another → the original that they repeat, which is no copy.

    Args:
        contents: Names of the files, in the order of the table → checksums; "" is ignored.
        signatures: Of the same files.
        records: Returns the passages of a file.
        order: Of files that repeat each other, the one with the lowest is the original, and of
            those with the same the first.
    """
    firsts: dict[str, str] = {}
    named = sorted(contents, key=order)
    originals = {name: firsts.setdefault(contents[name], name) for name in named if contents[name]}
    found = {name: first for name, first in originals.items() if name != first}
    names = sorted(signatures, key=order)
    for later, first in sorted(_candidates(signatures[name] for name in names)):
        earlier, other = names[first], names[later]
        if not {earlier, other} & found.keys():
            one, two = (normalised_passages(records(name)) for name in (earlier, other))
            if len(one & two) >= MIN_SHARED * len(one | two):
                found[other] = earlier
    return {name: found.get(first, first) for name, first in found.items()}


def rank(source: Source, notes: Iterable[str]) -> tuple[bool, int, int, int, float]:
    """Returns the rank of a file among those with the same report: the original has the lowest.

    A form comes before a free text, then a format that is written in before a PDF, fewer folders
    before more, a shorter path before a longer one, and an older file before a newer one.
    """
    path = PurePosixPath(source.name)
    suffix = path.suffix.lower()
    place = SUFFIXES.index(suffix) if suffix in SUFFIXES else len(SUFFIXES)
    return "no-form" in notes, place, len(path.parts), len(source.name), _modified(source.uri)


def _modified(uri: str) -> float:
    """Returns when a file was last changed; 0 where that is not known."""
    with suppress(OSError, ValueError):
        return 0.0 if is_remote(uri) else Path(uri).stat().st_mtime
    return 0.0


def _candidates(signatures: Iterable[bytes]) -> set[tuple[int, int]]:
    """Returns the pairs of signatures that share a hash which few have, the later one first."""
    sharing: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, each in enumerate(signatures):
        for value in set(_hashes(each)):
            sharing[value].append(number)
    return {
        (later, first)
        for numbers in sharing.values()
        if len(numbers) <= _MAX_FILES
        for first, later in combinations(numbers, 2)
    }


def _hashes(signature: bytes) -> list[bytes]:
    return [signature[start : start + _BYTES] for start in range(0, len(signature), _BYTES)]
