"""How far the reading of an archive is, as its process tells it."""

from __future__ import annotations

import time
from pathlib import Path

from meta87.archive.plan import Plan
from meta87.archive.run import Tally
from meta87.archive.work import Outcome
from meta87.errors import Meta87Error
from meta87.guarded.wire import Failure
from meta87.web.archive_files import BadFile, Progress, State, replace_file

_EVERY = 0.5  # seconds between two writings


class Told:
    """Writes how far the work is, now and then."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._written = 0.0
        self.progress = Progress(state=State.RUNNING)

    def begin(self, found: Plan) -> None:
        """Writes what there is to do."""
        self.progress.total = len(found.sources)
        self.progress.left = found.left
        self.write()

    def advance(self, outcome: Outcome) -> None:
        """Counts a finished file."""
        self.progress.done += 1
        self.progress.passages += outcome.rows
        if outcome.error:
            bad = BadFile(name=outcome.source.name, why=Failure.of(outcome.error))
            self.progress.errors.append(bad)
        if time.monotonic() - self._written > _EVERY:
            self.write()

    def end(self, tally: Tally) -> None:
        """Writes what came of it."""
        self.progress.state = State.STOPPED if tally.interrupted else State.DONE
        self.progress.done = tally.states.total()
        self.progress.passages = tally.passages
        self.progress.copies = tally.copies
        self.progress.errors = [
            BadFile(name=source.name, why=Failure.of(error)) for source, _, error in tally.errors
        ]
        self.write()

    def fail(self, error: Meta87Error) -> None:
        """Writes why the work ended."""
        self.progress.state, self.progress.why = State.FAILED, Failure.of(error)
        self.write()

    def write(self) -> None:
        """Writes how far the work is."""
        replace_file(self._file, self.progress)
        self._written = time.monotonic()
