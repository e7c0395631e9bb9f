"""What a file says, whatever its format: for telling files that say the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from struct import unpack
from typing import Any

from meta87.form.folding import fold

_MARKS = 4
_BETWEEN = re.compile(r"\W+")
_Passage = tuple[str, str, str]


def said(rows: Iterable[Mapping[str, Any]]) -> frozenset[_Passage]:
    """Returns the passages, reduced to their letters and digits, each with country and year."""
    return frozenset(
        (str(row.get("country")), str(row.get("year")), _BETWEEN.sub("", fold(row["text"]).text))
        for row in rows
    )


def sketch(rows: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """Returns the MinHash signature of the passages; empty without passages.

    Files with the same passages share most of its numbers: each number is the least value that one
    hash function takes over the passages.
    """
    return tuple(map(min, zip(*map(_hashes, said(rows)), strict=True)))


def _hashes(passage: _Passage) -> tuple[int, ...]:
    """Returns the hashes of a passage, as SQLite holds them: 64 bits with a sign."""
    digest = hashlib.blake2b("\n".join(passage).encode(), digest_size=8 * _MARKS).digest()
    return unpack(f"<{_MARKS}q", digest)
