"""Rows of the reader for annotated passages, cached by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from meta87.classify.reader import ROW, Reader, Rows
from meta87.classify.windows import MOST_CONTEXT, MOST_TOKENS
from meta87.corpus.schema import Record
from meta87.errors import UsageError

_PIECE = 2048  # passages that are read before the cache is written
_MOST = 200_000  # passages that the cache keeps, 330 MB


def rows_of(records: Sequence[Record], reader: Reader) -> Rows:
    """Returns the pooled row of each passage, read with its context, ``[n, 396]``.

    What the cache has of this reader is not read again. It is an npz file in the folder
    ``META87_CACHE``, else in one of the user's.

    Raises:
        UsageError: ``out-unwritable``: the cache cannot be written.
    """
    path = _cache(reader)
    known = _cached(path)
    texts = {_key(record): (record.text, record.context) for record in records}
    missing = [key for key in texts if key not in known]
    for start in range(0, len(missing), _PIECE):
        piece = missing[start : start + _PIECE]
        rows = reader.pooled([([text], context) for text, context in (texts[key] for key in piece)])
        known |= zip(piece, rows, strict=True)
        _write(path, known)
    found = [known[_key(record)] for record in records]
    return np.array(found, np.float32).reshape(-1, ROW)


def _key(record: Record) -> str:
    return hashlib.sha1(f"{record.context}\0{record.text}".encode()).hexdigest()  # noqa: S324


def _cache(reader: Reader) -> Path:
    """Returns the file of a reader, whose name changes with whatever changes its rows."""
    folder = os.environ.get("META87_CACHE") or Path.home() / ".cache" / "meta87"
    made = repr((sorted(reader.sums.items()), MOST_TOKENS, MOST_CONTEXT))
    return Path(folder) / f"rows-{hashlib.sha256(made.encode()).hexdigest()[:16]}.npz"


def _cached(path: Path) -> dict[str, Rows]:
    """Returns what a cache holds, by key; nothing of one that cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(zip(arrays["keys"].tolist(), arrays["rows"], strict=True))
    except Exception:  # noqa: BLE001  it is read anew
        return {}


def _write(path: Path, known: Mapping[str, Rows]) -> None:
    kept = dict(list(known.items())[-_MOST:])
    part = path.with_suffix(f".{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(part, keys=np.array(list(kept)), rows=np.array(list(kept.values()), np.float32))
        part.replace(path)
    except OSError as error:
        raise UsageError("out-unwritable", path=path.parent) from error
