"""Workers of this machine: processes that joblib's loky keeps."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from meta87.archive.engines.pool import Workers, never, outcomes
from meta87.archive.interrupts import held_back
from meta87.archive.work import Job, Outcome

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_IDLE = 60  # seconds after which a worker without work ends


@dataclass(frozen=True, slots=True)
class Local:
    """So many processes, each of one thread."""

    workers: int

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
        with held_back():
            return self._executor().submit(call)

    def _executor(self) -> Executor:
        """Returns the running pool of processes, or a new one if they have died."""
        from joblib.externals.loky import get_reusable_executor  # noqa: PLC0415  heavy

        executor: Executor = get_reusable_executor(
            self.workers, timeout=_IDLE, initializer=_ignore_interrupts, env=_ONE_THREAD
        )
        return executor


def _end(executor: Executor) -> None:
    """Stops the processes, whatever they are doing, and waits for them.

    loky's own ``kill_workers`` may stumble on work that still waits; it is at ease with processes
    that die.
    """
    # Locks that die with the executor's thread may be given back by halves where the program ends
    # with it, and loky's tracker then warns of them; held here, they die in this thread.
    held = vars(executor).copy()
    for process in list((held.get("_processes") or {}).values()):
        process.terminate()
    executor.shutdown(wait=True)
    held.clear()


def _ignore_interrupts() -> None:
    """Leaves Ctrl-C to the parent, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
