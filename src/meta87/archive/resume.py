"""What has been done of an archive, kept in one SQLite file beside the table.

Every outcome is written in a transaction of its own, so that a kill, a full disk or a power cut
leaves what was done before it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from meta87.archive.packing.packings import Packing
from meta87.archive.work import Outcome, State
from meta87.classify.labels import THEMES, Theme
from meta87.errors import InputError, Meta87Error, UsageError

_TABLES = (
    """CREATE TABLE IF NOT EXISTS files (
      name TEXT PRIMARY KEY, key TEXT, state TEXT, rows INTEGER, notes TEXT, error TEXT,
      content TEXT, packing TEXT, data BLOB
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS marks (
      name TEXT, mark INTEGER, PRIMARY KEY (name, mark)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS by_mark ON marks (mark)",
)
_RELATED = """
WITH told AS (SELECT name, mark FROM marks JOIN asked USING (name))
SELECT a.name, b.name FROM told a JOIN told b USING (mark)
  WHERE a.name < b.name AND mark IN
    (SELECT mark FROM told GROUP BY mark HAVING count(*) BETWEEN 2 AND ?)
"""
_COMMON = 20  # files that share a mark tell nothing by it: "No aplica." is no report
_PROTOCOL = 3
_LEVEL = 1  # of compression: passages shrink five times, in no time
_FULL = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE,
}  # fmt: skip
_ALL_KINDS = 0xFF  # what is left of a code is its general kind
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FOREIGN = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


@dataclass(frozen=True, slots=True)
class Done:
    """What is known of a file that was done; see `Outcome`."""

    key: str
    state: State
    rows: int
    notes: tuple[str, ...]
    error: Meta87Error | None
    content: str


class Ledger:
    """The outcomes of an archive by the names of its files.

    One run at a time can hold it.

    Args:
        path: of its file.
        packing: of the passages; what was packed otherwise, for a table of another format, is not
            known.
        themes: that the model tells; nor is what was packed for a model of other themes.

    Raises:
        UsageError: ``state-busy``, ``state-foreign``, ``disk-full``, ``out-unwritable``.
    """

    def __init__(self, path: Path, packing: Packing, themes: tuple[Theme, ...] = THEMES) -> None:
        self.path, self.packing, self.themes = path, packing, themes
        self._packed = " ".join((packing, *themes))
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, isolation_level=None, timeout=1)
            try:
                self._prepare()
            except BaseException:
                self._base.close()  # whoever else the file is of can go on with it
                raise

    def close(self) -> None:
        """Closes the database."""
        self._base.close()

    def put(self, outcome: Outcome) -> None:
        """Stores an outcome in place of the one stored for its file."""
        values = (
            outcome.source.name,
            outcome.key,
            outcome.state.value,
            outcome.rows,
            json.dumps(outcome.notes),
            _error_text(outcome.error),
            outcome.content,
            self._packed,
            zlib.compress(outcome.data, _LEVEL),
        )
        name = outcome.source.name
        with self._told(), self._at_once():
            self._base.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values
            )
            self._base.execute("DELETE FROM marks WHERE name = ?", (name,))
            marks = {(name, mark) for mark in outcome.sketch}
            self._base.executemany("INSERT INTO marks VALUES (?, ?)", marks)

    def done(self) -> dict[str, Done]:
        """Returns what is stored of every file."""
        query = "SELECT name, key, state, rows, notes, error, content FROM files WHERE packing = ?"
        with self._told():
            found = self._base.execute(query, (self._packed,)).fetchall()
        return {
            name: Done(key, State(state), rows, tuple(json.loads(notes)), _error(error), content)
            for name, key, state, rows, notes, error, content in found
        }

    def related(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Returns the pairs of files, among those named, that share a mark which few files have."""
        with self._told():
            self._base.execute("CREATE TEMP TABLE IF NOT EXISTS asked (name TEXT PRIMARY KEY)")
            self._base.execute("DELETE FROM asked")
            rows = ((name,) for name in names)
            self._base.executemany("INSERT OR IGNORE INTO asked VALUES (?)", rows)
            return list(self._base.execute(_RELATED, (_COMMON,)))

    def data(self, name: str) -> bytes:
        """Returns the packed passages of a file; empty bytes where there are none."""
        with self._told():
            query = "SELECT data FROM files WHERE name = ? AND packing = ?"
            found = self._base.execute(query, (name, self._packed)).fetchone()
        return zlib.decompress(found[0]) if found else b""

    def _prepare(self) -> None:
        """Locks the file for this run alone, and creates its tables."""
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("BEGIN EXCLUSIVE")
        self._require_protocol()
        for statement in _TABLES:
            self._base.execute(statement)
        self._base.execute("COMMIT")

    def _require_protocol(self) -> None:
        (protocol,) = self._base.execute("PRAGMA user_version").fetchone()
        (tables,) = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if protocol != _PROTOCOL and (protocol or tables):
            raise UsageError("state-foreign", path=self.path)
        self._base.execute(f"PRAGMA user_version = {_PROTOCOL}")

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Context manager of a transaction: all that is done within, or nothing of it."""
        self._base.execute("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Context manager that turns errors of SQLite and of the file into `UsageError`."""
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError(_id_of(error), path=self.path) from error
        except OSError as error:
            raise UsageError("out-unwritable", path=self.path) from error


def _id_of(error: sqlite3.Error) -> str:
    told = getattr(error, "sqlite_errorcode", 0)
    code = told & _ALL_KINDS
    if told in _FULL:
        return "disk-full"
    if code in _LOCKED:
        return "state-busy"
    return "state-foreign" if code in _FOREIGN or not code else "out-unwritable"


def _error_text(error: Meta87Error | None) -> str | None:
    if error is None:
        return None
    return json.dumps([error.id, error.details], ensure_ascii=False, default=str)


def _error(text: str | None) -> Meta87Error | None:
    if text is None:
        return None
    key, details = json.loads(text)
    return InputError(key, **details)
