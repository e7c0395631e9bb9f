"""The process that reads an archive of the page: ``meta87 tag --tables``, told as it goes on."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from meta87.archive.engines.local import Local
from meta87.archive.models import settings
from meta87.archive.plan import Plan, plan
from meta87.archive.run import Run, Tally, Target
from meta87.archive.sink.formats import Format
from meta87.archive.work import Outcome
from meta87.errors import InputError, Meta87Error, reason_of
from meta87.guarded.wire import Failure
from meta87.web.archive_files import (
    ASKED,
    FILES,
    PROGRESS,
    TABLES,
    Asked,
    BadFile,
    Progress,
    State,
    replace_file,
)
from meta87.web.child import end_with_page

_EVERY = 0.5  # seconds between two writings of how far the work is
_ENDING = 30  # seconds that the work has to end, once it is interrupted


class _Told:
    """Writes how far the work is, now and then."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._written = 0.0
        self.progress = Progress(state=State.RUNNING)

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
        self.progress.done = tally.states.total()
        self.progress.passages = tally.passages
        self.progress.copies = tally.copies
        self.progress.errors = [
            BadFile(name=source.name, why=Failure.of(error)) for source, _, error in tally.errors
        ]
        self.write(State.STOPPED if tally.interrupted else State.DONE)

    def fail(self, error: Meta87Error) -> None:
        """Writes why the work ended."""
        self.progress.why = Failure.of(error)
        self.write(State.FAILED)

    def write(self, state: State = State.RUNNING) -> None:
        """Writes how far the work is."""
        self.progress.state = state
        replace_file(self._file, self.progress)
        self._written = time.monotonic()


def read(place: Path) -> None:
    """Reads the archive whose place is given, and tells there how far it is."""
    told = _Told(place / PROGRESS)
    try:
        asked = Asked.model_validate_json((place / ASKED).read_bytes())
        told.end(_tagged(asked, place, told))
        if not asked.folder and told.progress.state is State.DONE:
            shutil.rmtree(place / FILES, ignore_errors=True)
    except Meta87Error as error:
        told.fail(error)
    except KeyboardInterrupt:
        told.write(State.STOPPED)
    except Exception as error:  # noqa: BLE001  told on the page, which shows no traceback
        told.fail(InputError("unexpected", path=place.name, reason=reason_of(error)))


def _tagged(asked: Asked, place: Path, told: _Told) -> Tally:
    out = place / TABLES
    found = planned(asked.folder or str(place / FILES), out)
    told.progress.total, told.progress.left = len(found.sources), found.left
    told.write()
    engine = Local.of(len(found.sources))
    target = Target(Format.FOLDER, out, all_tables=True)
    chosen = settings(asked.model, asked.profile)
    return Run(found, chosen, target, engine, retry_failed=True).tag(told.advance)


def planned(folder: str, out: Path) -> Plan:
    """Returns the files of a folder, without those that are links, which may lead out of it.

    Raises:
        InputError: ``nothing-to-read``.
    """
    found = plan([folder], out=out)
    links = {each for each in found.sources if Path(each.uri).is_symlink()}
    links = {each for each in links if not Path(each.uri).is_dir()}  # told as an error
    kept = tuple(each for each in found.sources if each not in links)
    return replace(found, sources=kept, left=(*found.left, *sorted(each.name for each in links)))


def main() -> None:
    """Reads the archive that the command line names."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    end_with_page(_ENDING)
    read(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
