"""Rows of the reader for annotated passages, cached by content.

The cache is one npz file a reader, in a folder of the user's own: SHA-256 keys and numbers, no
text. It is never unpickled.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from meta87.classify.labels import ROW
from meta87.classify.reader import Reader, Rows
from meta87.classify.windows import MOST_CONTEXT, MOST_TOKENS
from meta87.corpus.schema import Record
from meta87.errors import UsageError

_BATCH_SIZE = 512  # passages that are read before the cache is written
_MAX_CACHED = 200_000  # passages, 330 MB
_OWNER_ONLY = 0o700


def rows_of(
    records: Sequence[Record],
    reader: Reader,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Rows:
    """Returns the pooled row of each passage, read with its context, ``[n, 396]``.

    Passages that are in the cache are not read again; ``progress`` is called with how many are
    read, and of how many.

    Raises:
        UsageError: ``out-unwritable``: the cache cannot be written.
    """
    path = _cache_file(reader)
    cached = _read(path)
    texts = {_key(record): (record.text, record.context) for record in records}
    missing = [key for key in texts if key not in cached]
    progress(0, len(missing))
    for start in range(0, len(missing), _BATCH_SIZE):
        batch = missing[start : start + _BATCH_SIZE]
        rows = reader.pooled(([text], context) for text, context in (texts[key] for key in batch))
        progress(start + len(batch), len(missing))
        cached |= zip(batch, rows, strict=True)
        _write(path, cached)
    return np.array([cached[_key(record)] for record in records], np.float32).reshape(-1, ROW)


def cache_folder() -> Path:
    """Returns the folder of the cache, in ``META87_CACHE``, else in the user's home."""
    return Path(os.environ.get("META87_CACHE") or Path.home() / ".cache" / "meta87") / "rows"


def _key(record: Record) -> str:
    return hashlib.sha256(f"{record.context}\0{record.text}".encode()).hexdigest()


def _cache_file(reader: Reader) -> Path:
    """Returns the file of a reader, whose name changes with whatever changes its rows."""
    made = repr((sorted(reader.checksums.items()), MOST_TOKENS, MOST_CONTEXT))
    return cache_folder() / f"{hashlib.sha256(made.encode()).hexdigest()[:16]}.npz"


def _read(path: Path) -> dict[str, Rows]:
    """Returns the rows of a cache by key; none of one that cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(zip(arrays["keys"].tolist(), arrays["rows"], strict=True))
    except Exception:  # noqa: BLE001  its passages are read anew
        return {}


def _write(path: Path, cached: Mapping[str, Rows]) -> None:
    kept = dict(list(cached.items())[-_MAX_CACHED:])
    part = path.with_suffix(f".{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(_OWNER_ONLY)
        np.savez(part, keys=np.array(list(kept)), rows=np.array(list(kept.values()), np.float32))
        part.replace(path)
    except OSError as error:
        raise UsageError("out-unwritable", path=path.parent) from error
