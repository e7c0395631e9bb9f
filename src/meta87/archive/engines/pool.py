"""Scheduling of files on workers: outcomes are taken as they come, whatever crashes on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Protocol

from meta87.archive.files import escaped
from meta87.archive.work import Job, Outcome, State, unexpected
from meta87.errors import InputError, UsageError

Task = Callable[[Job], Outcome]
PREFETCH_PER_WORKER = 16  # files: no worker is idle while the table is written
POLL_SECONDS = 0.25  # between two questions whether to stop
POLLS_PER_CHECK = 120  # polls without an outcome between two counts of the workers
MAX_EMPTY_CHECKS = 3  # a worker that crashed is replaced in between, if it is at all


def never() -> bool:
    """Returns False: the stop condition that is never met."""
    return False


class Engine(Protocol):
    """Hands files to workers."""

    def run(
        self, jobs: Iterable[Job], task: Task, stop: Callable[[], bool] = never
    ) -> Iterator[Outcome]:
        """Yields the outcome of every job once, in no order; see `outcomes`."""


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers of an engine."""

    submit: Callable[[Callable[[], Outcome]], Future[Outcome]]  # to a new one after a crash
    count: int
    alive: Callable[[], object] = lambda: True  # whether there are any left


def outcomes(
    jobs: Iterable[Job], task: Task, workers: Workers, stop: Callable[[], bool] = never
) -> Iterator[Outcome]:
    """Yields the outcome of every job once, in no order.

    When a worker crashes, the files that were in hand are done again one by one, so that the file
    that crashes its worker is known, and fails alone. Once ``stop`` is true, the rest is left.

    Raises:
        UsageError: raised by a worker: no file could be done; ``workers-lost``.
    """
    queue = iter(jobs)
    running: dict[Future[Outcome], Job] = {}
    while not stop():
        for job in islice(queue, workers.count * PREFETCH_PER_WORKER - len(running)):
            running[_submit(workers, partial(task, job))] = job
        if not running:
            return
        ready = _ready(running, workers, stop)
        if any(map(_crashed, ready)):  # it took others with it
            ready = _ready(running, workers, stop, ALL_COMPLETED)
        done = [(running.pop(future), future) for future in ready]
        for job, future in done:
            lone = {_submit(workers, partial(task, job))} if _crashed(future) else {future}
            for finished in _ready(lone, workers, stop):
                yield _outcome(job, finished)


def _ready(
    running: Collection[Future[Outcome]],
    workers: Workers,
    stop: Callable[[], bool],
    when: str = FIRST_COMPLETED,
) -> set[Future[Outcome]]:
    """Waits for futures; returns none if it is to stop. Without workers they would never come."""
    polls = empty = 0
    while empty < MAX_EMPTY_CHECKS:
        ready, waiting = wait(running, timeout=POLL_SECONDS, return_when=when)
        if ready and (when == FIRST_COMPLETED or not waiting):
            return ready
        if stop():
            return set()
        polls += 1
        if polls % POLLS_PER_CHECK == 0:
            empty = 0 if workers.alive() else empty + 1
    raise UsageError("workers-lost")


def _submit(workers: Workers, call: Callable[[], Outcome]) -> Future[Outcome]:
    try:
        return workers.submit(call)
    except BrokenExecutor:  # it broke since the last outcome
        return workers.submit(call)


def _outcome(job: Job, future: Future[Outcome]) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, UsageError) or not isinstance(error, Exception):
        raise error
    crash = InputError("worker-died", path=escaped(job.source.uri))
    why = crash if _crashed(future) else unexpected(job.source, error)
    return Outcome(job.source, State.FAILED, error=why)


def _crashed(future: Future[Outcome]) -> bool:
    """Returns whether a future failed because its worker crashed, not with an error of its task.

    Dask's exception is recognised by its name, so that Dask need not be installed.
    """
    if future.cancelled():  # as all are whose scheduler is gone
        raise UsageError("workers-lost")
    error = future.exception()
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
