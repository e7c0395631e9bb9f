"""A run over an archive: plan, workers, state, table."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from meta87.archive.duplicates import find_duplicates
from meta87.archive.engines.pool import Engine
from meta87.archive.interrupts import DeferredInterrupt
from meta87.archive.models import Settings
from meta87.archive.plan import Plan, Source
from meta87.archive.sink.atomic import STATE, beside
from meta87.archive.sink.columns import DUPLICATE_OF
from meta87.archive.sink.dictionary import PASSAGES, TABLES, Options
from meta87.archive.sink.errors import require_own
from meta87.archive.sink.formats import Format, write_tables
from meta87.archive.state import RunState, sqlite_errors
from meta87.archive.work import COMPARED, Job, Outcome, State, work
from meta87.archive.years import Years
from meta87.errors import Meta87Error


@dataclass(frozen=True, slots=True)
class Target:
    """What to write."""

    format: Format = Format.JSONL
    out: Path | None = None  # None for standard output
    separator: str = ";"  # of a CSV
    all_tables: bool = False  # whether answers and findings are written beside the passages


STDOUT = Target()


@dataclass(slots=True)
class Tally:
    """Summary of a run."""

    total: int  # number of files
    states: Counter[State] = field(default_factory=Counter)  # of those that are done
    same: int = 0  # how many of them had been done before
    passages: int = 0  # rows of the table
    notes: dict[str, list[str]] = field(default_factory=dict)  # ``no-form``… → the files with it
    copies: dict[str, str] = field(default_factory=dict)  # files → the one that each repeats
    errors: list[tuple[Source, State, Meta87Error]] = field(default_factory=list)
    interrupted: bool = False  # by Ctrl-C; files may be left for another time

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Adds outcomes."""
        for outcome in outcomes:
            self.states[outcome.state] += 1
            self.passages += outcome.rows
            for note in outcome.notes:
                key, _, count = note.partition(":")
                name = f"{outcome.source.name} ({count})" if count else outcome.source.name
                self.notes.setdefault(key, []).append(name)
            if outcome.error is not None:
                self.errors.append((outcome.source, outcome.state, outcome.error))


@dataclass(frozen=True, slots=True)
class Run:
    """A run over an archive."""

    plan: Plan
    settings: Settings
    target: Target = STDOUT
    engine: Engine | None = None  # None for this process
    retry_failed: bool = False  # whether files that were rejected or failed are done again

    def tag(
        self,
        progress: Callable[[Outcome], None] = lambda _: None,
        ending: Callable[[], None] = lambda: None,
    ) -> Tally:
        """Tags the files that are new or have changed, and writes the table of all.

        Outcomes are stored next to the table at once; the table is written at the end, also of a
        run that is interrupted. ``progress`` is called with every outcome, ``ending`` at the first
        Ctrl-C.

        Raises:
            UsageError: the table or a file next to it cannot be written, or another run holds it.
            ModelError: the model cannot be read.
        """
        tally, out = Tally(len(self.plan.sources)), self.target.out
        if out:
            require_own(out)
        with closing(RunState(beside(out, STATE) if out else None)) as state:
            with DeferredInterrupt(ending) as interrupt:
                try:
                    self._do(state, interrupt, tally, progress)
                except KeyboardInterrupt:  # of `progress`, or a second Ctrl-C
                    if interrupt.received():
                        raise
                    tally.interrupted = True
                if out:
                    tally.copies = self._write(state)
                tally.interrupted |= interrupt.received()
            if not (out or tally.interrupted):
                tally.copies = self._write(state)
            tally.add(state.outcomes(self.plan.sources).values())
        return tally

    def _do(
        self,
        state: RunState,
        interrupt: DeferredInterrupt,
        tally: Tally,
        progress: Callable[[Outcome], None],
    ) -> None:
        """Does the files, and stores their outcomes."""
        with closing(self._outcomes(state, interrupt.received)) as outcomes:
            for outcome in interrupt.take_until(outcomes):
                if outcome.state is State.UNCHANGED:
                    tally.same += 1
                else:
                    state.put(outcome)
                progress(outcome)

    def _outcomes(
        self, state: RunState, stop: Callable[[], bool]
    ) -> Generator[Outcome, None, None]:
        known = state.outcomes(self.plan.sources)
        again = {name for name, done in known.items() if self.retry_failed and done.error}
        keys = {name: done.key for name, done in known.items() if name not in again}
        jobs = (Job(source, keys.get(source.name, "")) for source in self.plan.sources)
        settings = replace(self.settings, checks=self.target.all_tables)
        if self.engine is None:
            yield from map(partial(work, settings=settings), jobs)
        else:  # each of its processes works on one file, and all cores are busy
            task = partial(work, settings=replace(settings, threads=1))
            yield from self.engine.run(jobs, task, stop)

    def _write(self, state: RunState) -> dict[str, str]:
        """Writes the table, and returns the duplicates in it."""
        done = state.outcomes(self.plan.sources)
        copies = find_duplicates(done, state.records)
        options = Options(self.settings.version, self.target.separator, self.settings.themes)
        compared = ((name, state.records(name, COMPARED)) for name in done)
        place = Path(tempfile.gettempdir())
        with sqlite_errors(place), closing(Years(compared, copies)) as years:
            wanted = TABLES if self.target.all_tables else (PASSAGES,)
            tables = {table: self._rows(state, copies, years, table) for table in wanted}
            write_tables(self.target.format, self.target.out, tables, options)
        return copies

    def _rows(
        self, state: RunState, copies: Mapping[str, str], years: Years, table: str
    ) -> Iterator[dict[str, Any]]:
        """Yields the rows of a table, with the columns that compare a report with others.

        Those of a duplicate file name the report it repeats.
        """
        reports = {source.name: source.report for source in self.plan.sources}
        for name in reports:
            mark = {DUPLICATE_OF: reports[copies[name]]} if name in copies else {}
            numbers = years.numbers(name)
            lines = state.records(name, COMPARED) if table == PASSAGES else []
            repeats = chain(years.repeats(lines), repeat(dict[str, Any]()))
            for row, repeated in zip(state.records(name, table), repeats, strict=False):
                number = numbers.get((str(row.get("report")), str(row.get("question"))), {})
                yield {**row, **number, **repeated, **mark}
