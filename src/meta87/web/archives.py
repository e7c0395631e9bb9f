"""The archives of the page: folders and uploads, each read by a process of its own.

What is read of them is kept in a folder of the user, so that a page that is started again finds it.
"""

from __future__ import annotations

import re
import secrets
import shutil
import string
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from meta87.errors import InputError, UsageError
from meta87.guarded.process import end, started
from meta87.web.archive_files import (
    ASKED,
    PROGRESS,
    Archive,
    Asked,
    Progress,
    State,
    read_file,
    replace_file,
)

_ID = re.compile(r"[a-z]{16}")  # no digits, which could be a year in a path
_OLD = 3600  # seconds after which an upload is over
_ENDING = 5  # seconds that a process has to end by itself


class Archives:
    """The archives of the user; one is read at a time.

    Args:
        folder: that they are kept in; made when the first one is added.
        model: folder of the model, None for the default one.
        profile: of the model.
    """

    def __init__(self, folder: Path, model: Path | None = None, profile: str = "default") -> None:
        self.folder = folder
        self._model, self._profile = model, profile
        self._live: dict[str, subprocess.Popen[bytes] | None] = {}
        self._lock = threading.Lock()
        self._reading = ThreadPoolExecutor(1)

    def place(self) -> Path:
        """Makes the place of an archive, for its user alone.

        Raises:
            UsageError: ``out-unwritable``.
        """
        place = self.folder / "".join(secrets.choice(string.ascii_lowercase) for _ in range(16))
        with self._writing():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(mode=0o700)
        return place

    def add(self, place: Path, name: str, folder: str = "") -> Archive:
        """Adds the archive of a place, to be read after those that wait.

        Raises:
            UsageError: ``out-unwritable``.
        """
        asked = Asked(
            name=name, folder=folder, model=self._model, profile=self._profile, began=time.time()
        )
        with self._writing():
            replace_file(place / ASKED, asked)
        archive = Archive(place, asked, Progress())
        self.read(archive)
        return archive

    def read(self, archive: Archive) -> None:
        """Reads an archive, after those that wait; what was read of it before stays."""
        with self._lock:
            if archive.id in self._live:
                return
            self._live[archive.id] = None
        self._reading.submit(self._work, archive.id)

    def find(self, id: str) -> Archive:
        """Returns an archive.

        Raises:
            InputError: ``web-archive-gone``.
        """
        place = self.folder / id
        asked = read_file(place / ASKED, Asked) if _ID.fullmatch(id) else None
        if asked is None:
            raise InputError("web-archive-gone")
        progress = read_file(place / PROGRESS, Progress) or Progress()
        with self._lock:
            is_live, process = id in self._live, self._live.get(id)
        if is_live:
            progress.state = State.RUNNING if process else State.WAITING
        elif progress.state in {State.WAITING, State.RUNNING}:  # it, or the page, came to an end
            progress.state = State.STOPPED
        return Archive(place, asked, progress)

    def newest_first(self) -> list[Archive]:
        """Returns the archives."""
        found = []
        for place in self._places():
            with suppress(InputError):
                found.append(self.find(place.name))
        return sorted(found, key=lambda archive: -archive.asked.began)

    def stop(self, id: str) -> None:
        """Asks a process to end; the files in hand are read another time."""
        with self._lock:
            process = self._live.get(id)
            if process is None:
                self._live.pop(id, None)
        if process:
            with suppress(OSError):
                cast("BinaryIO", process.stdin).close()

    def remove(self, id: str) -> None:
        """Deletes what is kept of an archive, if there is one; its own folder is not touched."""
        with self._lock:
            process = self._live.pop(id, None)
        if process:
            end(process, _ENDING)
        if _ID.fullmatch(id):
            shutil.rmtree(self.folder / id, ignore_errors=True)

    def sweep(self) -> None:
        """Deletes what an upload left that was broken off with the page, a while ago."""
        for place in self._places():
            with suppress(OSError):
                is_old = place.stat().st_mtime < time.time() - _OLD
                if is_old and not (place / ASKED).exists():
                    shutil.rmtree(place, ignore_errors=True)

    def close(self) -> None:
        """Ends what is being read; a page that is started again can go on with it."""
        with self._lock:
            processes = [each for each in self._live.values() if each]
            self._live.clear()
        for process in processes:
            end(process, _ENDING)

    def _places(self) -> list[Path]:
        with suppress(OSError):
            return [place for place in self.folder.iterdir() if _ID.fullmatch(place.name)]
        return []

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UsageError("out-unwritable", path=self.folder) from error

    def _work(self, name: str) -> None:
        """Has an archive read, unless it was stopped; one that cannot be read is stopped."""
        with self._lock:
            if name not in self._live:
                return
            place = self.folder / name
            try:
                (place / PROGRESS).unlink(missing_ok=True)
                process = started("meta87.web.archive_worker", str(place), apart=True)
            except OSError:
                del self._live[name]
                return
            self._live[name] = process
        process.wait()
        with self._lock:
            self._live.pop(name, None)
