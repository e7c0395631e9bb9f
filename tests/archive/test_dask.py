"""A cluster gives the same bytes as one process, and a worker that dies loses no file."""

import os
import shutil
import signal
import threading
from functools import partial
from pathlib import Path

import pytest

from meta87.archive.engines.dask import CONFIG, Dask
from meta87.archive.work import Job, Outcome, State
from meta87.classify.store import model_folder
from meta87.cli.main import run
from meta87.errors import UsageError
from tests.archive.archives import fill, record_lines, tag
from tests.archive.test_pool import JOBS, task

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    with (
        dask.config.set(CONFIG),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as made,
    ):
        yield made


def test_two_workers_give_the_bytes_of_one_process(tmp_path: Path) -> None:
    archive = fill(fill(tmp_path / "archivo"), {"p.jsonl": record_lines(), "roto.docx": ""})
    one, other = tmp_path / "uno.parquet", tmp_path / "otro.parquet"
    tag(archive, one)
    sent = tmp_path / "default"
    shutil.copytree(model_folder() / "default", sent)
    cluster = ["--engine", "dask", "--jobs", "2", "--model", str(sent)]
    assert run(["tag", archive.as_uri(), "--out", str(other), *cluster]) == 3
    assert other.read_bytes() == one.read_bytes()


def test_a_worker_that_dies_loses_no_file_and_does_none_twice(cluster, tmp_path: Path) -> None:
    with distributed.Client(cluster) as client:
        victim = next(iter(client.run(os.getpid).values()))
    running = Dask(1, cluster.scheduler_address).run(JOBS, partial(slow, folder=str(tmp_path)))
    done = [next(running)]
    threading.Timer(0.05, os.kill, (victim, signal.SIGKILL)).start()
    done += running
    assert sorted(o.source.name for o in done) == sorted(job.source.name for job in JOBS)
    assert [o.state for o in done] == [State.READ] * len(JOBS)


def slow(job: Job, folder: str) -> Outcome:
    threading.Event().wait(0.1)
    return task(job, folder)


def test_a_file_that_kills_every_worker_fails_alone(cluster, tmp_path: Path) -> None:
    killing = partial(task, folder=str(tmp_path), killers=("3.txt",))
    done = list(Dask(1, cluster.scheduler_address).run(JOBS, killing))
    assert {o.source.name: o.error.id for o in done if o.error} == {"3.txt": "worker-died"}
    assert len(done) == len(JOBS)


def test_a_scheduler_that_is_not_there_is_one_sentence() -> None:
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "200ms"}),
        pytest.raises(UsageError, match="scheduler-unreachable"),
    ):
        next(Dask(1, "tcp://127.0.0.1:9").run(JOBS, partial(task, folder="")))
