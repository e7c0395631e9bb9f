"""Measure ``meta87 tag`` over synthetic archives: growth, memory, speed-up, and beside another way.

Each profile tags a tenth of the archive and all of it, with one worker and with two, so many times
in turn that a busy machine weighs on all alike; medians are told and kept in
``results/archive.json``, from which ``archive_page.py`` writes the figures of
``docs/explicacion/coste.md``.
Then both profiles read the same passages, and the same files, as the other way does (see
``archive_alternative.py``).

Seconds of the clock mean something on a quiet machine alone: the load at the start is told with
them. Those of the processor, and what they allow, hold on a busy one too.
Run: ``python benchmarks/archive.py [--reports 1000] [--repeats 3] [--profiles default fast]``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from archive_alternative import beside
from archive_generate import generate
from archive_run import Measured, tag_command, tagged

RESULTS = Path(__file__).parent / "results/archive.json"
PROFILES = ("default", "fast")
Runs = dict[tuple[int, int], list[Measured]]


def main() -> None:
    """Prints all measurements, and saves them."""
    asked = _asked()
    few, many = max(asked.reports // 10, 1), asked.reports
    found: dict[str, Any] = {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "reports": many,
        "repeats": asked.repeats,
        "profiles": {},
    }
    with tempfile.TemporaryDirectory() as place:
        archives = {number: Path(place) / str(number) for number in (few, many)}
        for number, folder in archives.items():
            generate(folder, number)
        for profile in asked.profiles:
            runs: Runs = {}
            for _ in range(asked.repeats):
                for number, jobs in ((few, 1), (few, 2), (many, 1), (many, 2)):
                    made = tagged(archives[number], jobs, profile)
                    runs.setdefault((number, jobs), []).append(made)
            found["profiles"][profile] = figures(runs, few, many, _bytes(archives[many]))
            show(profile, found["profiles"][profile], many / few)
        found["jsonl"], records = records_of(archives[few])
        found |= beside(records, archives[few], asked.profiles, asked.repeats)
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    say(f"kept in {asked.out.name}; load of the machine at the start: {found['load']}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--profiles", nargs="+", choices=PROFILES, default=PROFILES)
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args()


def figures(runs: Runs, few: int, many: int, size: int) -> dict[str, Any]:
    """Returns the results of the runs: medians of each, and values derived from them together."""
    middles = {key: Measured.middle(found) for key, found in runs.items()}
    short, long, alone = middles[few, 2], middles[many, 2], middles[many, 1]
    passages = long.passages - short.passages
    work = long.cpu - long.parent_cpu
    return {
        "runs": [
            {"reports": number, "jobs": jobs, **found.record()}
            for (number, jobs), found in sorted(middles.items())
        ],
        # Between the two sizes, so that the start counts for nothing.
        "passages_per_cpu_second": round(passages / (long.cpu - short.cpu), 1),
        "passages_per_second": round(passages / (long.seconds - short.seconds), 1),
        "megabytes_per_second": round(
            passages / long.passages * size / 2**20 / (long.seconds - short.seconds), 2
        ),
        "start_cpu": round(short.cpu - (long.cpu - short.cpu) / passages * short.passages, 1),
        "times_as_long": round(long.seconds / short.seconds, 2),
        "speed_up": round(alone.seconds / long.seconds, 2),
        # Two workers and the process that feeds them share two cores; one worker has one alone.
        "speed_up_allowed": round(2 * work / long.cpu, 2),
        "parent_growth": round(long.parent - short.parent, 1),
        "table_bytes": round(long.table / long.passages),
        "state_bytes": round(long.state / long.passages),
    }


def show(profile: str, found: dict[str, Any], times: float) -> None:
    """Prints the measurements of a profile."""
    say(f"\n{profile}")
    for run in found["runs"]:
        say(
            f"{run['reports']:>7} reports, --jobs {run['jobs']}: {run['seconds']:7.1f} s, "
            f"{run['cpu']:7.1f} s of processor ({run['parent_cpu']:.1f} of the parent), "
            f"{run['passages']:>6} passages, parent {run['parent']:4.0f} MB, "
            f"workers {run['workers']:4.0f} MB"
        )
    say(f"{found['passages_per_cpu_second']:.0f} passages in a second of processor")
    say(
        f"--jobs 2, without the start: {found['passages_per_second']:.0f} passages/s, "
        f"{found['megabytes_per_second']:.2f} MB/s"
    )
    say(f"{times:.0f} times the reports take {found['times_as_long']:.1f} times as long")
    say(
        f"speed-up of 2 workers: {found['speed_up']:.2f} by the clock; "
        f"processor time allows {found['speed_up_allowed']:.2f}"
    )
    say(f"parent's memory grows by {found['parent_growth']:+.0f} MB")


def records_of(archive: Path) -> tuple[int, list[dict[str, Any]]]:
    """Returns the bytes per passage record, and the passages of an archive."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "t.jsonl"
        command = tag_command(archive, out, 2, "fast")
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        lines = out.read_text(encoding="utf-8").splitlines()
        return round(out.stat().st_size / len(lines)), [json.loads(line) for line in lines]


def _bytes(archive: Path) -> int:
    return sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())


def say(line: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
