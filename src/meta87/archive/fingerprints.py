"""What a report is compared by with those of other years: its passages and its topics.

A worker computes it, so that the parent of a run compares numbers, and few texts.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from meta87.archive.sink.columns import number, text
from meta87.entities.entity import DATE, INSTRUMENT
from meta87.form.folding import fold

LONG = 6  # words; shorter passages are alike by nature
BANDS = 6  # of two MinHash values each: passages that share seven words in ten share one, 98 %
_PARTS, _BYTES = 4, 8  # of a signature, and of each of its hashes
_SHORT, _STEM = 4, 6  # letters of the words that count, and of their stems
_DIGITS = 15  # of a number
_BETWEEN = re.compile(r"\W+")
_WRITTEN = re.compile(r"\d+(?:[.,'\s]\d{3})*")
_VALUES = struct.Struct(f">{2 * BANDS}I")
_YEARS = range(1900, 2100)

Row = Mapping[str, Any]


class Fingerprint(NamedTuple):
    """A passage, as it is compared."""

    id: str | None
    text: str
    marks: list[int]  # hash of its letters and digits, then MinHash values; none for a short one
    figures: list[int]  # numbers written in digits, without dates and the names of laws
    days: list[str]  # its dates, without their years


class Asked(NamedTuple):
    """A question of the form, with what it is about."""

    report: str
    question: str
    id: str
    topic: str


def compared_by(rows: Iterable[Row], asked: Iterable[Asked] = ()) -> bytes:
    """Returns the fingerprints of passages and the topics of their questions, as JSON Lines.

    The first line has, for each report of the file, its country, its year and its topics; the
    others are those of the passages, each with its report. ``asked`` are the questions of a form,
    also those without an answer.
    """
    reports: dict[str, tuple[str, int]] = {}
    topics = dict.fromkeys(asked)
    lines = []
    for row in rows:
        report, country, year = text(row.get("report")), row.get("country"), number(row.get("year"))
        if report and country and year:
            reports.setdefault(report, (str(country), year))
            names = (text(row.get(name)) or "" for name in ("question", "question_id", "topic"))
            topics |= {Asked(report, *names): None}
        lines.append(json.dumps([report, *fingerprint(row)], ensure_ascii=False))
    listed = [each for each in topics if each.topic and each.report in reports]
    return "\n".join([json.dumps([reports, listed], ensure_ascii=False), *lines]).encode()


def fingerprint(row: Row) -> Fingerprint:
    """Returns the fingerprint of a passage record."""
    written, entities = row["text"], row["predicted"]["entities"]
    named = [e for e in entities if e["label"] in {DATE, INSTRUMENT}]
    within = {place for e in named for place in range(e["start"], e["end"])}
    found = (each for each in _WRITTEN.finditer(written) if each.start() not in within)
    digits = (re.sub(r"\D", "", each[0]) for each in found)
    figures = {int(each) for each in digits if len(each) <= _DIGITS} - set(_YEARS)
    ends = [day for e in named if e["label"] == DATE for day in (e.get("value") or {}).values()]
    days = {day[len("2024-") :] for day in ends if day}
    return Fingerprint(text(row.get("id")), written, _marks(written), sorted(figures), sorted(days))


def normalised_passages(records: Iterable[Row]) -> frozenset[tuple[str, str, str]]:
    """Returns country, year, and the letters and digits of each passage."""
    return frozenset(
        (str(row.get("country")), str(row.get("year")), letters_of(row["text"])) for row in records
    )


def letters_of(text: str) -> str:
    """Returns the letters and digits of a text, without accents and capitals."""
    return _BETWEEN.sub("", fold(text).text)


def signature(records: Iterable[Row]) -> bytes:
    """Returns the MinHash signature of passages; empty without passages.

    Files with the same passages share most of its hashes: each is the least value of one hash
    function over the passages.
    """
    texts = ("\n".join(passage).encode() for passage in normalised_passages(records))
    size = _PARTS * _BYTES
    digests = [parts_of(hashlib.blake2b(text, digest_size=size).digest()) for text in texts]
    return b"".join(map(min, zip(*digests, strict=True)))


def parts_of(signature: bytes) -> list[bytes]:
    """Returns the hashes of a signature."""
    return [signature[start : start + _BYTES] for start in range(0, len(signature), _BYTES)]


def _marks(written: str) -> list[int]:
    words = fold(written).text.split()
    if len(words) < LONG:
        return []
    values = [_hashes(w[:_STEM]) for w in words if len(w) >= _SHORT and w.isalpha()]
    least = list(map(min, zip(*values, strict=True)))
    pairs = zip(least[::2], least[1::2], strict=True)
    joint = [(one << 32 | other) - 2**63 for one, other in pairs]  # as SQLite holds it
    exact = hashlib.blake2b(letters_of(written).encode(), digest_size=8).digest()
    return [int.from_bytes(exact, signed=True), *joint]


@lru_cache(maxsize=1 << 15)
def _hashes(stem: str) -> tuple[int, ...]:
    """Returns the values of a stem by as many hash functions as a passage has least values."""
    digest = hashlib.blake2b(stem.encode(), digest_size=_VALUES.size).digest()
    return _VALUES.unpack(digest)
