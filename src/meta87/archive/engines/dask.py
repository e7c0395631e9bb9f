"""Workers of a Dask cluster, on this machine or on many.

Dask's own client and not joblib's backend for it: with the client each file has a future of its
own, so that a worker that dies takes no other file's outcome with it.
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

# A file may outlive so many workers before it is held to be what kills them. A worker that a busy
# machine takes long to start again is not given up, as Dask does after 15 seconds, for good.
CONFIG = {
    "distributed.scheduler.allowed-failures": 2,
    "distributed.deploy.lost-worker-timeout": "10 minutes",
}


@dataclass(frozen=True, slots=True)
class Dask:
    """A cluster: that of a scheduler, or one of so many processes made for the run.

    Attributes:
        workers: processes, when there is no scheduler.
        scheduler: its address, such as ``tcp://10.0.0.1:8786``.
        model: folder of a model to send to every worker once; "" for the one that comes with
            Meta87, which every worker has.
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
            cluster = distributed.LocalCluster(
                n_workers=self.workers,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.ERROR,
            )
            return stack.enter_context(distributed.Client(stack.enter_context(cluster)))
        except (OSError, ValueError) as error:
            raise UsageError("scheduler-unreachable", address=self.scheduler) from error


def _workers(client: Any) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _dask() -> tuple[Any, Any]:
    try:
        import distributed  # noqa: PLC0415  optional, and heavy
        from dask import config  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("dask-missing") from error
    return distributed, config
