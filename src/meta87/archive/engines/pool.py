"""Handing files to workers and taking outcomes back as they come, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    BrokenExecutor,
    Future,
    wait,
)
from dataclasses import dataclass
from functools import partial
from itertools import islice

from meta87.archive.work import Job, Outcome, State, unexpected
from meta87.errors import InputError, UsageError

Task = Callable[[Job], Outcome]
AHEAD = 16  # files that wait for each worker: none stands idle while the table is written
BEAT = 0.25  # seconds without an outcome, after which it is asked whether to stop
BEATS = 120  # of them, after which it is asked whether there are workers
LOOKS = 3  # at which there was none: one that died comes back in between, if it does at all


def never() -> bool:
    """Returns False always: the stop condition of a run that goes on to its end."""
    return False


@dataclass(frozen=True, slots=True)
class Workers:
    """Those who do the work.

    Attributes:
        submit: hands a call to one of them, or to a new one after a death.
        count: how many there are.
        alive: tells whether there are any left.
    """

    submit: Callable[[Callable[[], Outcome]], Future[Outcome]]
    count: int
    alive: Callable[[], object] = lambda: True


def outcomes(
    jobs: Iterable[Job], task: Task, workers: Workers, stop: Callable[[], bool] = never
) -> Iterator[Outcome]:
    """Does every job once; an outcome comes when it is ready, in no order.

    When a worker dies, the files that were in hand are done again one by one, so that the file
    that kills its worker is known, and fails alone.

    Args:
        jobs: taken one by one, a few ahead of the workers.
        task: what a worker does.
        workers: who does it.
        stop: asked before more is handed out and while nothing comes; when it is true, what is
            not done is left.

    Raises:
        UsageError: that a worker raises: no file could be done; ``workers-lost``.
    """
    queue = iter(jobs)
    running: dict[Future[Outcome], Job] = {}
    while not stop():
        for job in islice(queue, workers.count * AHEAD - len(running)):
            running[_submit(workers, partial(task, job))] = job
        if not running:
            return
        ready = _ready(running, workers, stop)
        if any(map(_died, ready)):  # it took others with it
            ready = _ready(running, workers, stop, ALL_COMPLETED)
        done = [(running.pop(future), future) for future in ready]
        for job, future in done:
            lone = {_submit(workers, partial(task, job))} if _died(future) else {future}
            for finished in _ready(lone, workers, stop):
                yield _outcome(job, finished)


def _ready(
    running: Collection[Future[Outcome]],
    workers: Workers,
    stop: Callable[[], bool],
    when: str = FIRST_COMPLETED,
) -> set[Future[Outcome]]:
    """Waits for futures; returns none if it is to stop. Without workers they would never come."""
    beats = looks = 0
    while looks < LOOKS:
        ready, waiting = wait(running, timeout=BEAT, return_when=when)
        if ready and (when == FIRST_COMPLETED or not waiting):
            return ready
        if stop():
            return set()
        beats += 1
        if beats % BEATS == 0:
            looks = 0 if workers.alive() else looks + 1
    raise UsageError("workers-lost")


def _submit(workers: Workers, call: Callable[[], Outcome]) -> Future[Outcome]:
    try:
        return workers.submit(call)
    except BrokenExecutor:  # it died between the two
        return workers.submit(call)


def _outcome(job: Job, future: Future[Outcome]) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    if _died(future):
        told = InputError("worker-died", path=job.source.uri)
        return Outcome(job.source, State.FAILED, error=told)
    if isinstance(error, Exception) and not isinstance(error, UsageError):
        return Outcome(job.source, State.FAILED, error=unexpected(job.source, error))
    raise error


def _died(future: Future[Outcome]) -> bool:
    """Returns whether a future failed because its worker died, not with an error of its task.

    Dask's exception is recognised by its name, so that Dask need not be installed.
    """
    if future.cancelled():  # as all are whose scheduler is gone
        raise UsageError("workers-lost")
    error = future.exception()
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
