"""What a file says, whatever its format: for telling files that say the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from struct import unpack
from typing import Any

from meta87.questionnaire.folding import fold

_MARKS = 4
_BETWEEN = re.compile(r"\W+")
_Passage = tuple[str, str, str]


def said(rows: Iterable[Mapping[str, Any]]) -> frozenset[_Passage]:
    """Give the passages, each with country and year, by their letters and digits alone."""
    return frozenset(
        (str(row.get("country")), str(row.get("year")), _BETWEEN.sub("", fold(row["text"]).text))
        for row in rows
    )


def sketch(rows: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """Give some numbers, most of which files that say the same share; none without passages.

    Each is the least that a hash of its own makes of the passages (MinHash).
    """
    return tuple(map(min, zip(*map(_hashes, said(rows)), strict=True)))


def _hashes(passage: _Passage) -> tuple[int, ...]:
    """Give the numbers of a passage, as SQLite holds them: 64 bits with a sign."""
    digest = hashlib.blake2b("\n".join(passage).encode(), digest_size=8 * _MARKS).digest()
    return unpack(f"<{_MARKS}q", digest)
