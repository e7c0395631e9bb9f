"""A cluster gives the same bytes as one process, and a worker that dies loses no file."""

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from meta87.classify.store import model_folder
from meta87.cli.main import run
from meta87.errors import UsageError
from tests.archive.archives import fill, record_lines, tag
from tests.archive.test_pool import JOBS, fails_alone, task

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytest.importorskip("cryptography")
engine = pytest.importorskip("meta87.archive.engines.dask")


@pytest.fixture(scope="module")
def cluster():
    """Give a cluster of TLS, whose keys are in the settings of Dask, as on many machines.

    Of a file that kills its workers, it gives up after the second.
    """
    settings = {**engine.CONFIG, "distributed.scheduler.allowed-failures": 1}
    with (
        dask.config.set(settings),
        engine.own_cluster(2) as made,
        dask.config.set(tls_settings(made.security)),
    ):
        yield made


def tls_settings(security) -> dict[str, str]:
    return {
        "distributed.comm.tls.ca-file": security.tls_ca_file,
        "distributed.comm.tls.client.cert": security.tls_client_cert,
        "distributed.comm.tls.client.key": security.tls_client_key,
    }


def test_two_workers_give_the_bytes_of_one_process(tmp_path: Path) -> None:
    archive = fill(fill(tmp_path / "archivo"), {"p.jsonl": record_lines(), "roto.docx": ""})
    one, other = tmp_path / "uno.parquet", tmp_path / "otro.parquet"
    tag(archive, one)
    sent = tmp_path / "default"
    shutil.copytree(model_folder() / "default", sent)
    cluster = ["--engine", "dask", "--jobs", "2", "--model", str(sent), "--profile", "fast"]
    assert run(["tag", str(archive), "--out", str(other), *cluster]) == 3
    assert other.read_bytes() == one.read_bytes()


def test_a_stranger_on_the_same_machine_is_refused(cluster) -> None:
    port = cluster.scheduler_address.rpartition(":")[2]
    assert cluster.scheduler_address.startswith("tls://")
    script = (
        "import sys, dask, distributed\n"
        "dask.config.set({'distributed.comm.timeouts.connect': '2s'})\n"
        "for security in (None, distributed.Security.temporary()):\n"
        "    scheme = 'tls' if security else 'tcp'\n"
        "    try: distributed.Client(f'{scheme}://127.0.0.1:{sys.argv[1]}', security=security)\n"
        "    except OSError: print('refused')\n"
    )
    command = [sys.executable, "-c", script, port]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert said.stdout.split() == ["refused", "refused"], said.stderr
    for path in ("health", "info/main/workers.html", "json/counts.json"):
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"http://127.0.0.1:{cluster.scheduler.http_server.port}/{path}")


def test_a_file_that_kills_every_worker_fails_alone_and_others_outlive_theirs(
    cluster, tmp_path: Path
) -> None:
    fails_alone(engine.Dask(1, cluster.scheduler_address), tmp_path)


def test_a_scheduler_that_is_not_there_is_one_sentence() -> None:
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "100ms"}),
        pytest.raises(UsageError, match="scheduler-unreachable"),
    ):
        next(engine.Dask(1, "tcp://127.0.0.1:9").run(JOBS, partial(task, folder="")))
