"""A run over an archive: plan, workers, ledger, table."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from meta87.archive.copies import copies
from meta87.archive.engines import Engine
from meta87.archive.interrupts import Interrupts
from meta87.archive.models import Settings, tagger
from meta87.archive.packing.packings import Packing, packed_as
from meta87.archive.plan import Plan, Source
from meta87.archive.resume import Done, Ledger
from meta87.archive.sink.formats import Format, packing_of, write_table
from meta87.archive.sink.options import Options
from meta87.archive.sink.whole import LEDGER, beside
from meta87.archive.work import Job, Outcome, State, tag_source, work
from meta87.classify.labels import Theme
from meta87.errors import Meta87Error

_GROWTH = 4  # times as many files done, and the table is written again


@dataclass(frozen=True, slots=True)
class Target:
    """The table to write: its format, its path (None for standard output), a CSV's separator."""

    format: Format = Format.JSONL
    out: Path | None = None
    separator: str = ";"

    @property
    def packing(self) -> Packing:
        """The packing in which the format takes the passages of a file."""
        return packing_of(self.format)


SCREEN = Target()


@dataclass(slots=True)
class Tally:
    """What came of an archive.

    Attributes:
        total: files.
        states: how many were read, rejected, failed.
        same: how many of them had been done before.
        passages: rows of the table.
        notes: ``no-country``, ``no-form``… (see `Outcome`) → the reports with it.
        copies: the files that say what an earlier one says → that one.
        errors: the files that were rejected or failed, and why.
        interrupted: whether Ctrl-C was heard; files may be left for another time.
    """

    total: int
    states: Counter[State] = field(default_factory=Counter)
    same: int = 0
    passages: int = 0
    notes: dict[str, list[str]] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[Source, State, Meta87Error]] = field(default_factory=list)
    interrupted: bool = False

    def count(self, plan: Plan, done: Mapping[str, Done]) -> None:
        """Adds the outcomes of the files of a plan, in its order."""
        for source in plan.sources:
            if source.name in done:
                self._add(source, done[source.name])

    def _add(self, source: Source, done: Done) -> None:
        self.states[done.state] += 1
        self.passages += done.rows
        for note in done.notes:
            self.notes.setdefault(note, []).append(source.name)
        if done.error is not None:
            self.errors.append((source, done.state, done.error))


@dataclass(frozen=True, slots=True)
class Run:
    """A run over an archive.

    Attributes:
        plan: the files.
        settings: the model.
        target: the table.
        engine: who works; this process when None.
        retry_failed: do the files again that were rejected or failed.
    """

    plan: Plan
    settings: Settings
    target: Target = SCREEN
    engine: Engine | None = None
    retry_failed: bool = False

    def tag(self, progress: Callable[[Outcome], None] = lambda _: None) -> Tally:
        """Tags the files that are new or have changed, and writes the table of all.

        Outcomes are stored next to the table. The table is written whenever four times as many
        files are done, and at the end, so that there is one whatever happens.

        Args:
            progress: called with every outcome.

        Raises:
            UsageError: the table or the state next to it cannot be written, or another run
                holds it.
            ModelError: the model cannot be read.
        """
        tally = Tally(len(self.plan.sources))
        with _ledger(self.target, self.settings.themes) as ledger:
            with Interrupts(breakable=self.engine is None) as interrupts:
                try:
                    self._do(ledger, interrupts, tally, progress)
                except KeyboardInterrupt:  # of `progress`, or a second Ctrl-C
                    if interrupts.asked():
                        raise
                    tally.interrupted = True
                tally.copies = self._copies(ledger)
                if self.target.out:
                    self._write(ledger, tally.copies)
                tally.interrupted |= interrupts.asked()
            if not (self.target.out or tally.interrupted):
                self._write(ledger, tally.copies)
            tally.count(self.plan, ledger.done())
        return tally

    def _do(
        self,
        ledger: Ledger,
        interrupts: Interrupts,
        tally: Tally,
        progress: Callable[[Outcome], None],
    ) -> None:
        """Does the files, stores each in the ledger, and writes the table now and then."""
        due = 1
        with closing(self._outcomes(ledger, interrupts.asked)) as outcomes:
            for done, outcome in enumerate(interrupts.until(outcomes), start=1):
                if outcome.state is State.SAME:
                    tally.same += 1
                else:
                    ledger.put(outcome)
                progress(outcome)
                if self.target.out and done == due < tally.total:
                    self._write(ledger, self._copies(ledger))
                    due *= _GROWTH

    def _outcomes(self, ledger: Ledger, stop: Callable[[], bool]) -> Generator[Outcome, None, None]:
        known, settings = ledger.done(), replace(self.settings, packing=self.target.packing)
        jobs = (self._job(source, known.get(source.name)) for source in self.plan.sources)
        if self.engine is None:
            yield from map(partial(work, settings=settings), jobs)
        else:  # each of its processes works on one file, and all cores are busy
            task = partial(work, settings=replace(settings, threads=1))
            yield from self.engine.run(jobs, task, stop)

    def _job(self, source: Source, done: Done | None) -> Job:
        again = done is None or (self.retry_failed and done.error is not None)
        return Job(source, "" if done is None or again else done.key)

    def _write(self, ledger: Ledger, copies_of: Mapping[str, str]) -> None:
        parts = self._parts(ledger, copies_of)
        options = Options(self.settings.version, self.target.separator, self.settings.themes)
        write_table(self.target.format, self.target.out, parts, options)

    def _parts(self, ledger: Ledger, found: Mapping[str, str]) -> Iterator[bytes]:
        """Yields the passages of every file; those of a duplicate name the report they repeat."""
        reports = {source.name: source.report for source in self.plan.sources if found}
        marked = packed_as(ledger.packing).marked
        for name in (source.name for source in self.plan.sources):
            data = ledger.data(name)
            yield marked(data, reports[found[name]], ledger.themes) if name in found else data

    def _copies(self, ledger: Ledger) -> dict[str, str]:
        return copies(ledger, [source.name for source in self.plan.sources])


def tag_here(sources: Iterable[Source], settings: Settings) -> Iterator[Outcome]:
    """Tags files one by one in this process."""
    return (tag_source(Job(source), settings, tagger(settings)) for source in sources)


@contextmanager
def _ledger(target: Target, themes: tuple[Theme, ...]) -> Iterator[Ledger]:
    """Opens the ledger next to the table; for standard output, a ledger for this run alone."""
    with tempfile.TemporaryDirectory() as folder:
        place = beside(target.out, LEDGER) if target.out else Path(folder) / LEDGER
        ledger = Ledger(place, target.packing, themes)
        try:
            yield ledger
        finally:
            ledger.close()
