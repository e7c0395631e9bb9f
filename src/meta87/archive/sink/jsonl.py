"""Passage records, one a line: the full record, as ``meta87 tag`` and the corpus have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from meta87.archive.sink.options import Options


@contextmanager
def sink(target: IO[bytes], options: Options) -> Iterator[Callable[[bytes], object]]:
    """Writes records as they are."""
    del options
    yield target.write
