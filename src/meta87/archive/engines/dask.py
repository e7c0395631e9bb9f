"""Workers of a Dask cluster, on this machine or on many.

With Dask's own client rather than joblib's backend, each file has its own future, so that a worker
that crashes takes no other file's outcome with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import distributed
from dask import config

from meta87.archive.engines.pool import Workers, never, outcomes
from meta87.archive.work import Job, Outcome
from meta87.errors import UsageError

# A file may outlive this many workers before it is held to be what kills them. A worker that a busy
# machine takes long to start again is not given up for good, as Dask does after 15 seconds. Of
# HTTP nothing is served.
CONFIG = {
    "distributed.scheduler.allowed-failures": 2,
    "distributed.deploy.lost-worker-timeout": "10 minutes",
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
_untyped: Any = distributed


@dataclass(frozen=True, slots=True)
class Dask:
    """A cluster: that of a scheduler, or one made for the run, which admits nobody else."""

    workers: int  # processes, when there is no scheduler
    scheduler: str | None = None  # ``tls://10.0.0.1:8786``; keys are in Dask's settings

    def run(
        self, jobs: Iterable[Job], task: Callable[[Job], Outcome], stop: Callable[[], bool] = never
    ) -> Iterator[Outcome]:
        """Does every job once.

        Raises:
            UsageError: ``dask-missing``, ``scheduler-unreachable``, ``workers-lost``.
        """
        with ExitStack() as stack:
            client = self._client(stack)
            executor = client.get_executor(pure=False)
            alive = partial(_workers, client)
            workers = Workers(executor.submit, max(1, alive()), alive)
            yield from outcomes(jobs, task, workers, stop)

    def _client(self, stack: ExitStack) -> Any:
        stack.enter_context(config.set(CONFIG))
        try:
            address = self.scheduler or stack.enter_context(own_cluster(self.workers))
            return stack.enter_context(_untyped.Client(address))
        except ImportError as error:  # of cryptography
            raise UsageError("dask-missing") from error
        except (OSError, ValueError) as error:
            raise UsageError("scheduler-unreachable", address=self.scheduler) from error


def own_cluster(workers: int) -> Any:
    """Returns a cluster of this machine: its certificate is made for it and never on disk."""
    return _untyped.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        security=_untyped.Security.temporary(),
        dashboard_address=None,
        silence_logs=logging.ERROR,
    )


def _workers(client: Any) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])
