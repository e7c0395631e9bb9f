"""The process that reads an archive of the page: ``meta87 tag --tables``, told as it goes on."""

from __future__ import annotations

import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

from meta87.archive.engines.local import Local
from meta87.archive.models import settings
from meta87.archive.plan import Plan, plan
from meta87.archive.run import Run, Tally, Target
from meta87.archive.sink.formats import Format
from meta87.errors import InputError, Meta87Error, reason_of
from meta87.web.archive_files import ASKED, FILES, PROGRESS, TABLES, Asked, State
from meta87.web.archive_told import Told
from meta87.web.child import end_with_page

_ENDING = 30  # seconds that the work has to end, once it is interrupted


def read(place: Path) -> None:
    """Reads the archive whose place is given, and tells there how far it is."""
    told = Told(place / PROGRESS)
    try:
        asked = Asked.model_validate_json((place / ASKED).read_bytes())
        told.end(_tagged(asked, place, told))
        if not asked.folder and told.progress.state is State.DONE:
            shutil.rmtree(place / FILES, ignore_errors=True)
    except Meta87Error as error:
        told.fail(error)
    except KeyboardInterrupt:
        told.progress.state = State.STOPPED
        told.write()
    except Exception as error:  # noqa: BLE001  told on the page, which shows no traceback
        told.fail(InputError("unexpected", path=place.name, reason=reason_of(error)))


def _tagged(asked: Asked, place: Path, told: Told) -> Tally:
    out = place / TABLES
    found = planned(asked.folder or str(place / FILES), out)
    told.begin(found)
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
