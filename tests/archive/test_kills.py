"""A run that is killed at any moment leaves a table that opens, and a run that can go on.

The run itself, a worker and a process that reads a file are killed, each by itself. The suite kills
at two moments; ``make fuzz`` at thirty.
"""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import psutil
from pyarrow import parquet

from meta87.archive.sink.atomic import STATE
from tests.archive.archives import fill, tag

KILLS = 30 if "META87_FUZZ" in os.environ else 2
WORKER, READING = "popen_loky", "meta87.guarded.worker"  # in the commands of processes
ENDING = 5  # seconds that all have after a kill
MANY, SOME = 400, 200_000  # files, and bytes of their outcomes when a run is stopped
FILES = 60 if "META87_FUZZ" in os.environ else 16


def archive(folder: Path, files: int = FILES) -> Path:
    return fill(
        folder,
        {
            f"mx/{2000 + n}/{n}.txt": f"En {2000 + n} se sancionó a {n + 2} empresas por trata.\n\n"
            f"El {n % 27 + 1} de mayo de {2000 + n} se formó a {n + 30} jueces."
            for n in range(files)
        },
    )


def heed_ctrl_c() -> None:
    """Undo what tests that are run in the background inherit: to be deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(folder: Path, out: Path, jobs: int = 2, **limits: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "meta87.cli", "tag", str(folder), "--out", str(out)]
    limits.setdefault("preexec_fn", heed_ctrl_c)
    return subprocess.Popen(
        [*command, "--jobs", str(jobs), "--profile", "fast"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **limits,
    )


def test_whoever_is_killed_the_next_run_gives_the_same_table(tmp_path: Path) -> None:
    folder, out = archive(tmp_path / "archivo"), tmp_path / "t.parquet"
    undisturbed, temporary = tmp_path / "u.parquet", tmp_path / "tmp"
    temporary.mkdir()
    tag(folder, undisturbed)
    draw = random.Random(87)  # noqa: S311  the moments of the kills
    for number in range(KILLS):
        run = start(folder, out, env={**os.environ, "TMPDIR": str(temporary)})
        while run.poll() is None and not relatives(run, READING):
            time.sleep(0.02)
        time.sleep(draw.uniform(0, FILES / 60))  # while it is at work
        family = relatives(run)
        is_killed = number % 2 == 0  # the run itself, else two of its processes
        kill([psutil.Process(run.pid)] if is_killed else some(run, WORKER) + some(run, READING))
        _, said = run.communicate()
        left = psutil.wait_procs(family, ENDING)[1]
        assert [each for each in left if each.status() != psutil.STATUS_ZOMBIE] == []
        if is_killed:
            if out.exists():
                assert parquet.read_table(BytesIO(out.read_bytes())).num_rows <= 2 * FILES
            continue
        assert run.returncode == 0, said.decode()
        assert out.read_bytes() == undisturbed.read_bytes()
        out.unlink()
        Path(f"{out}{STATE}").unlink()
        beside = Path(f"{undisturbed}{STATE}")
        assert sorted(tmp_path.iterdir()) == [folder, temporary, undisturbed, beside]
        assert list(temporary.iterdir()) == []
        assert not list(Path("/dev/shm").glob(f"*loky-{run.pid}-*"))  # noqa: S108


def relatives(run: "subprocess.Popen[bytes]", name: str = "") -> list[psutil.Process]:
    """Give the processes below a run, or those whose command holds a name."""
    found = []
    with suppress(psutil.Error):
        for process in psutil.Process(run.pid).children(recursive=True):
            with suppress(psutil.Error):
                found += [process] if name in " ".join(process.cmdline()) else []
    return found


def some(run: "subprocess.Popen[bytes]", name: str) -> list[psutil.Process]:
    return relatives(run, name)[:1]


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.kill()


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    # Both workers are long at work by then, and far from done.
    folder, out = archive(tmp_path / "archivo", MANY), tmp_path / "t.parquet"
    run = start(folder, out)
    log = Path(f"{out}{STATE}-wal")
    while run.poll() is None and not (log.exists() and log.stat().st_size > SOME):
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate()
    assert run.returncode == 130, said.decode()
    assert "con otra Ctrl-C se para ya" in said.decode()
    assert "La misma orden sigue donde quedó" in said.decode()
    assert "Traceback" not in said.decode()
    assert 0 < parquet.read_table(BytesIO(out.read_bytes())).num_rows < 2 * MANY


def test_a_disk_that_fills_up_is_one_sentence(tmp_path: Path) -> None:
    folder, out = archive(tmp_path / "archivo"), tmp_path / "t.parquet"

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    run = start(folder, out, jobs=1, preexec_fn=narrow)
    _, said = run.communicate()
    lines = said.decode().strip().splitlines()
    assert run.returncode == 2, said.decode()
    assert "Haga sitio" in lines[-1]
    assert "Traceback" not in said.decode()
    if out.exists():
        parquet.read_table(BytesIO(out.read_bytes()))
    assert not list(tmp_path.glob(".*"))
