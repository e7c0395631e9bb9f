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
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Dask:
    """A cluster: that of a scheduler, or one made for the run, which admits nobody else.

    Attributes:
        workers: Number of processes, when there is no scheduler.
        scheduler: Its address, such as ``tls://10.0.0.1:8786``; keys and certificates are
            Dask's settings.
        model: Folder of a model to send to every worker once; "" for the default one, which every
            worker has.
    """

    workers: int
    scheduler: str | None = None
    model: str = ""

    def run(
        self, jobs: Iterable[Job], task: Callable[[Job], Outcome], stop: Callable[[], bool] = never
    ) -> Iterator[Outcome]:
        """Does every job once.

        Raises:
            UsageError: ``dask-missing``, ``scheduler-unreachable``, ``workers-lost``.
        """
        with ExitStack() as stack:
            client = self._client(stack)
            if self.model:
                from meta87.archive.engines.dask_model import ModelSender  # noqa: PLC0415

                client.register_plugin(ModelSender(Path(self.model)))
            executor = client.get_executor(pure=False)
            alive = partial(_workers, client)
            workers = Workers(executor.submit, max(1, alive()), alive)
            yield from outcomes(jobs, task, workers, stop)

    def _client(self, stack: ExitStack) -> Any:
        distributed, config = _dask()
        stack.enter_context(config.set(CONFIG))
        try:
            if self.scheduler:
                return stack.enter_context(distributed.Client(self.scheduler))
            cluster = stack.enter_context(_own_cluster(distributed, self.workers))
            return stack.enter_context(distributed.Client(cluster))
        except ImportError as error:  # of cryptography
            raise UsageError("dask-missing") from error
        except (OSError, ValueError) as error:
            raise UsageError("scheduler-unreachable", address=self.scheduler) from error


def _own_cluster(distributed: Any, workers: int) -> Any:
    """Returns a cluster of this machine: its certificate is made for it and never on disk."""
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        security=distributed.Security.temporary(),
        dashboard_address=None,
        silence_logs=logging.ERROR,
    )


def _workers(client: Any) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _dask() -> tuple[Any, Any]:
    try:
        import distributed  # noqa: PLC0415  optional, and heavy
        from dask import config  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("dask-missing") from error
    return distributed, config
