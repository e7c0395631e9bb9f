"""Workers that die, files that kill, and that each file is done once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from meta87.archive.engines.local import Local
from meta87.archive.engines.pool import Engine, Workers, outcomes
from meta87.archive.plan import Source
from meta87.archive.work import Job, Outcome, State
from meta87.errors import UsageError

JOBS = [Job(Source(f"{number}.txt", f"{number}.txt", str(number))) for number in range(12)]


def task(job: Job, folder: str, killers: tuple[str, ...] = ()) -> Outcome:
    """Leave a mark in a folder; die over some files."""
    with (Path(folder) / job.source.name).open("a") as mark:
        mark.write("x")
    if job.source.name in killers:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return Outcome(job.source, State.READ, key="k")


def sleeps(job: Job, folder: str) -> Outcome:
    """Leave the number of the process in a folder, and take long."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(600)
    return Outcome(job.source, State.READ)


def hears(job: Job) -> Outcome:
    """Tell whether Ctrl-C was blocked from the process's first moment."""
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return Outcome(job.source, State.READ, key="deaf" if blocked else "hears")


def refuses(job: Job) -> Outcome:
    raise UsageError("workers-lost")


def names(found: Iterable[Job | Outcome]) -> list[str]:
    return sorted(each.source.name for each in found)


def fails_alone(engine: Engine, folder: Path) -> None:
    """Runs over a file that kills its workers."""
    done = list(engine.run(JOBS, partial(task, folder=str(folder), killers=("3.txt",))))
    assert {o.source.name: o.error.id for o in done if o.error} == {"3.txt": "worker-died"}
    assert names(done) == names(JOBS)


def test_a_file_that_kills_its_worker_fails_alone(tmp_path: Path) -> None:
    fails_alone(Local(2), tmp_path)


def test_a_run_whose_workers_are_all_gone_ends(monkeypatch) -> None:
    monkeypatch.setattr("meta87.archive.engines.pool.POLL_SECONDS", 0.0001)
    with pytest.raises(UsageError, match="workers-lost"):
        list(outcomes(JOBS, refuses, Workers(lambda _: Future(), 2, alive=lambda: 0)))


def test_a_run_whose_scheduler_is_gone_ends() -> None:
    def cancelled(_: object) -> Future:
        future: Future = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future

    with pytest.raises(UsageError, match="workers-lost"):
        list(outcomes(JOBS, refuses, Workers(cancelled, 2)))


def test_workers_never_hear_ctrl_c() -> None:
    # In a process of its own: in this one, what lets Ctrl-C through may have started before.
    script = (
        "from tests.archive.test_pool import *; print({o.key for o in Local(1).run(JOBS, hears)})"
    )
    said = subprocess.check_output([sys.executable, "-c", script], cwd=Path(__file__).parents[2])
    assert said.decode().strip() == "{'deaf'}"


def test_what_no_file_could_do_ends_the_run() -> None:
    with pytest.raises(UsageError, match="workers-lost"):
        list(Local(1).run(JOBS, refuses))


def test_what_is_not_done_is_left_where_one_asks_to_stop(tmp_path: Path) -> None:
    def at_work() -> bool:
        return any(tmp_path.iterdir())

    assert not list(Local(1).run(JOBS, partial(sleeps, folder=str(tmp_path)), at_work))
    assert len(list(tmp_path.iterdir())) == 1
