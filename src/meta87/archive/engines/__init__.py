"""The workers of a run: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from meta87.archive.work import Job, Outcome


class Engine(Protocol):
    """Hands files to workers."""

    def run(
        self, jobs: Iterable[Job], task: Callable[[Job], Outcome], stop: Callable[[], bool] = ...
    ) -> Iterator[Outcome]:
        """Yields the outcome of every job once, in no order; see `pool.outcomes`."""
