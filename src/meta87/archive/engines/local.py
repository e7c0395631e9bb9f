"""Workers of this machine: the processes of a loky executor."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Any, Self

from meta87.archive.engines.pool import Workers, never, outcomes
from meta87.archive.work import Job, Outcome

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_IDLE = 60  # seconds after which a worker without work ends
_LOOK = 0.5  # seconds between two looks whether the parent still lives


@dataclass(frozen=True, slots=True)
class Local:
    """Processes of one thread each."""

    workers: int

    @classmethod
    def of(cls, files: int, jobs: int | None = None) -> Self | None:
        """Returns as many processes as there are jobs, or else cores; None for a single file."""
        from loky import cpu_count  # noqa: PLC0415  heavy

        workers = min(jobs or cpu_count(), files)
        return cls(workers) if workers > 1 else None

    def run(
        self, jobs: Iterable[Job], task: Callable[[Job], Outcome], stop: Callable[[], bool] = never
    ) -> Iterator[Outcome]:
        """Does every job once; the processes end with the last outcome, or with the iterator."""
        try:
            yield from outcomes(jobs, task, Workers(self._submit, self.workers), stop)
        finally:
            _end(self._executor())

    def _submit(self, call: Callable[[], Outcome]) -> Future[Outcome]:
        """Hands a call to a process; those that start for it never receive Ctrl-C."""
        with blocked_sigint():
            return self._executor().submit(call)

    def _executor(self) -> Executor:
        """Returns the running executor, or a new one if its processes have crashed."""
        from loky import get_reusable_executor  # noqa: PLC0415  heavy

        executor: Executor = get_reusable_executor(
            self.workers,
            timeout=_IDLE,
            initializer=_start_worker,
            initargs=(os.getpid(),),
            env=_ONE_THREAD,
        )
        return executor


@contextmanager
def blocked_sigint() -> Iterator[None]:
    """Context manager that makes Ctrl-C wait; processes started meanwhile never receive it.

    Windows cannot do so: there a worker receives it until it has loaded its modules.
    """
    mask: Callable[..., Any] | None = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    resource_tracker.ensure_running()  # when it starts, Python lets Ctrl-C through again
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _end(executor: Executor) -> None:
    """Stops the processes, whatever they are doing, and waits for them.

    loky's own ``kill_workers`` may fail on work that still waits; it copes with processes that
    crash.
    """
    # Keeps references, so that locks are finalised in this thread, not during shutdown, where
    # loky's tracker would warn of them.
    held = vars(executor).copy()
    for process in list((held.get("_processes") or {}).values()):
        process.terminate()
    executor.shutdown(wait=True)
    held.clear()


def _start_worker(parent: int) -> None:
    """Leaves Ctrl-C to the parent, and ends this process with it, even after ``kill -9``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "fork"):  # elsewhere a process keeps the id of a parent that is gone
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
