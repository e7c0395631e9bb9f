"""One run of ``meta87 tag`` with its time and memory, those of its workers told apart."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow.parquet as pq

_KILOBYTES = 1024
_LOOK = 0.1  # seconds between two looks at the processes
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """One run, or the middle of several.

    Attributes:
        seconds: from start to exit.
        cpu: seconds of the processor, of all processes together.
        parent_cpu: those of the process that gives out the work and writes the table.
        passages: tagged.
        parent: most memory of that process, in MB.
        workers: most memory of all its workers together, in MB.
        table: bytes of the table (Parquet).
        state: bytes of what is kept beside it.
    """

    seconds: float
    cpu: float
    parent_cpu: float
    passages: int
    parent: float
    workers: float
    table: int
    state: int

    @classmethod
    def middle(cls, found: list[Measured]) -> Measured:
        """Returns the median of each measurement."""
        rows = [asdict(one) for one in found]
        return cls(**{name: median(row[name] for row in rows) for name in rows[0]})

    def record(self) -> dict[str, Any]:
        """Returns the measurements, rounded."""
        return {name: round(value, 1) for name, value in asdict(self).items()}


def tag_command(archive: Path, out: Path, jobs: int, profile: str) -> list[str]:
    """Returns the command that tags an archive."""
    tag = [sys.executable, "-m", "meta87.cli", "tag", str(archive), "--out", str(out)]
    return [*tag, "--jobs", str(jobs), "--profile", profile]


def tagged(archive: Path, jobs: int, profile: str) -> Measured:
    """Tags an archive from scratch and monitors the process and its workers."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "t.parquet"
        command = tag_command(archive, out, jobs, profile)
        began = time.perf_counter()
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
        parent = workers = parent_cpu = 0.0
        ended = 0
        while not ended:
            parent = max(parent, memory(run.pid))
            workers = max(workers, sum(memory(child) for child in children(run.pid)))
            parent_cpu = max(parent_cpu, processor(run.pid))
            time.sleep(_LOOK)
            ended, _, used = os.wait4(run.pid, os.WNOHANG)
        taken = time.perf_counter() - began
        return Measured(
            taken,
            used.ru_utime + used.ru_stime,
            parent_cpu,
            pq.ParquetFile(out).metadata.num_rows,
            parent,
            workers,
            out.stat().st_size,
            out.with_name("t.parquet.state").stat().st_size,
        )


def memory(pid: int) -> float:
    """Returns the memory of a process in MB; 0 if it has ended."""
    held = [line.split()[1] for line in _read(pid, "status").splitlines() if "VmRSS" in line]
    return int(held[0]) / _KILOBYTES if held else 0.0


def processor(pid: int) -> float:
    """Returns the CPU seconds that a process itself has used; 0 if it has ended."""
    told = _read(pid, "stat").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS if told else 0.0


def children(pid: int) -> list[int]:
    """Returns the running child processes of a process."""
    return [int(child) for child in _read(pid, f"task/{pid}/children").split()]


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8")
    except OSError:
        return ""
