"""Tell where the time of ``meta87 tag`` goes, stage by stage, for both profiles.

One process reads, understands, tags and writes a synthetic archive; each stage's calls are timed by
seconds of the processor that its main thread takes. The network alone runs on other threads: its
time is that of the process less that of the main thread. What comes before the first file (loading)
is left out.
Run: ``python benchmarks/archive_stages.py [FOLDER] [--reports 60]``: an archive of your own, or a
synthetic one.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_generate import generate

from meta87.archive import work
from meta87.archive.models import settings
from meta87.archive.plan import Source, plan
from meta87.archive.sink.dictionary import PASSAGES, Options
from meta87.archive.sink.formats import Format, write_tables
from meta87.classify.model import Model
from meta87.classify.tokens import Tokens
from meta87.pipeline import Tagger

WARM = 4  # files that are done before the clock starts
REST = "files, keys, records"
NETWORK = "network"


def main() -> None:
    """Prints the table of each profile."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.folder or Path(place) / "archive"
        if asked.folder is None:
            generate(folder, asked.reports)
        sources = plan([str(folder)]).sources
        clock = Clock()
        watch(clock)
        for profile in ("default", "fast"):
            show(profile, clock, sources, Path(place))


class Clock:
    """Seconds of the main thread by stage; a stage inside another is told of its own."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._open: list[str] = []
        self._since = 0.0

    def over(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Returns a timed version of a function."""

        @functools.wraps(call)
        def timed(*given: Any, **named: Any) -> Any:
            """Calls the function, timed."""
            self._turn()
            self._open.append(stage)
            try:
                return call(*given, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def _turn(self) -> None:
        now = time.thread_time()
        if self._open:
            self.spent[self._open[-1]] += now - self._since
        self._since = now


def watch(clock: Clock) -> None:
    """Times the stages of the work from now on."""
    from meta87 import pipeline  # noqa: PLC0415
    from meta87.guarded import process, worker  # noqa: PLC0415

    # A file is read here rather than in a process of its own, whose stages nobody could time.
    process.Guard._asked = lambda _, request, data: worker.answer(request, data)  # type: ignore[method-assign]
    worker.read_bytes = clock.over("reading", worker.read_bytes)
    worker.understood = clock.over("form", worker.understood)
    worker.reading_to_json = clock.over("from the reading process", worker.reading_to_json)
    process.reading_from_json = clock.over("from the reading process", process.reading_from_json)
    pipeline.find = clock.over("entities", pipeline.find)
    Tagger.report = clock.over("passages", Tagger.report)  # type: ignore[method-assign]
    Tokens.ids = clock.over("tokens", Tokens.ids)  # type: ignore[method-assign]
    Model.predict = clock.over("windows, pooling", Model.predict)  # type: ignore[method-assign]
    Model._prediction = clock.over("heads, attributions", Model._prediction)  # type: ignore[method-assign]


def show(profile: str, clock: Clock, sources: tuple[Source, ...], place: Path) -> None:
    """Prints what a profile takes."""
    chosen = settings(profile=profile)
    tag = clock.over(REST, work.work)
    for source in sources[:WARM]:
        tag(work.Job(source), chosen)
    clock.spent.clear()
    others = time.process_time() - time.thread_time()
    done = [tag(work.Job(source), chosen) for source in sources[WARM:]]
    clock.spent[NETWORK] = time.process_time() - time.thread_time() - others
    write = clock.over("writing .parquet", write_tables)
    records = (
        json.loads(line) for outcome in done for line in outcome.tables[PASSAGES].splitlines()
    )
    out = place / f"{profile}.parquet"
    write(Format.PARQUET, out, {PASSAGES: records}, Options(chosen.version))
    passages, total = sum(outcome.rows for outcome in done), clock.spent.total()
    sys.stdout.write(
        f"\n{profile}: {passages} passages of {len(done)} files in {total:.1f} s of processor, "
        f"{passages / total:.0f} a second\n"
    )
    for stage, spent in clock.spent.most_common():
        each = 1000 * spent / passages
        sys.stdout.write(
            f"{stage:>24} {spent:7.2f} s {spent / total:5.0%} {each:7.3f} ms a passage\n"
        )


if __name__ == "__main__":
    main()
