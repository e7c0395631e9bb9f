"""The outcomes of an archive, kept in one SQLite file next to the table.

Every outcome is stored at once, so that a kill, a full disk or a power cut leaves those before it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from meta87.archive.plan import Source
from meta87.archive.sink.dictionary import ANSWERS, FINDINGS, PASSAGES
from meta87.archive.work import COMPARED, Outcome, State
from meta87.errors import InputError, UsageError

_TABLE = """CREATE TABLE IF NOT EXISTS files (
  name TEXT PRIMARY KEY, key TEXT, state TEXT, rows INTEGER, notes TEXT, error TEXT,
  content TEXT, signature BLOB, data BLOB, answers BLOB, findings BLOB, compared BLOB
) WITHOUT ROWID"""
_ABOUT = "SELECT name, key, state, rows, notes, error, content, signature FROM files"
_PUT = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_VERSION = 7
_DATA = {PASSAGES: "data", ANSWERS: "answers", FINDINGS: "findings", COMPARED: "compared"}
_LEVEL = 1  # of compression: passages shrink five times, in no time
_FULL = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE,
}  # fmt: skip
_PRIMARY_CODE = 0xFF  # low byte of an extended SQLite error code
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FOREIGN = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


class RunState:
    """The outcomes of an archive by the names of its files; one run at a time can hold them.

    The file is for the eyes of the user alone; without a path there is one that no other process
    sees and that vanishes with this one, however it ends.

    Raises:
        UsageError: ``state-busy``, ``state-foreign``, ``disk-full``, ``out-unwritable``.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        with self._translated_errors():
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
                os.close(os.open(path, flags, 0o600))
            self._base = sqlite3.connect(path or "", isolation_level=None, timeout=1)
            try:
                self._prepare()
            except BaseException:
                self._base.close()  # its owner can go on with it
                raise

    def close(self) -> None:
        """Closes the database."""
        self._base.close()

    def put(self, outcome: Outcome) -> None:
        """Stores an outcome in place of the one stored for its file."""
        error = outcome.error
        values = (
            outcome.source.name,
            outcome.key,
            outcome.state.value,
            outcome.rows,
            json.dumps(outcome.notes),
            error and json.dumps([error.id, error.details], default=str),
            outcome.content,
            outcome.signature,
            *(zlib.compress(outcome.tables.get(name, b""), _LEVEL) for name in _DATA),
        )
        with self._translated_errors():
            self._base.execute(_PUT, values)

    def outcomes(self, sources: Iterable[Source]) -> dict[str, Outcome]:
        """Returns the stored outcomes of some files, in their order, without the passages."""
        with self._translated_errors():
            stored = {name: values for name, *values in self._base.execute(_ABOUT)}
            return {
                source.name: _outcome(source, stored[source.name])
                for source in sources
                if source.name in stored
            }

    def records(self, name: str, table: str = PASSAGES) -> list[dict[str, Any]]:
        """Returns the rows of a file in a table; none for a file that is not stored."""
        with self._translated_errors():
            query = f"SELECT {_DATA[table]} FROM files WHERE name = ?"  # noqa: S608  a constant
            found = self._base.execute(query, (name,)).fetchone()
            lines = zlib.decompress(found[0]).splitlines() if found else []
            return [json.loads(line) for line in lines]

    def _prepare(self) -> None:
        """Locks the file for this run alone, and creates its table."""
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("BEGIN EXCLUSIVE")
        self._require_version()
        self._base.execute(_TABLE)
        self._base.execute("COMMIT")
        if self.path:
            self.path.chmod(0o600)

    def _require_version(self) -> None:
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        (tables,) = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version != _VERSION and (version or tables):
            raise UsageError("state-foreign", path=self.path)
        self._base.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Context manager that turns errors of SQLite and of the file into `UsageError`."""
        try:
            with sqlite_errors(self.path):
                yield
        except (zlib.error, ValueError, TypeError) as error:
            raise UsageError("state-foreign", path=self.path) from error
        except OSError as error:
            raise UsageError("out-unwritable", path=self.path) from error


@contextmanager
def sqlite_errors(path: Path | None) -> Iterator[None]:
    """Context manager that turns errors of a database of SQLite into `UsageError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise UsageError(_id_of(error), path=path) from error


def _id_of(error: sqlite3.Error) -> str:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & _PRIMARY_CODE
    if extended in _FULL:
        return "disk-full"
    if code in _LOCKED:
        return "state-busy"
    return "state-foreign" if code in _FOREIGN or not code else "out-unwritable"


def _outcome(source: Source, stored: Sequence[Any]) -> Outcome:
    key, state, rows, notes, error, content, signature = stored
    id_of_error, details = json.loads(error) if error else ("", {})
    why = InputError(id_of_error, **details) if error else None
    return Outcome(
        source, State(state), key, rows, tuple(json.loads(notes)), why, content, signature
    )
