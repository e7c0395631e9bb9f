"""Who does the work: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from meta87.archive.work import Job, Outcome


class Engine(Protocol):
    """What hands files to workers."""

    def run(
        self, jobs: Iterable[Job], task: Callable[[Job], Outcome], stop: Callable[[], bool] = ...
    ) -> Iterator[Outcome]:
        """Does every job once; an outcome comes when it is ready, in no order.

        Args:
            jobs: what to do.
            task: what a worker does.
            stop: asked before more is handed out and while nothing comes; when it is true, what is
                not done is left.
        """
