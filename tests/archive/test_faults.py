"""A table that fails at any write is left as it was.

Each write fails once, in turn: for want of memory, for want of room, with an error of the disk.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format
from meta87.cli.error_messages import report_error
from tests.archive.archives import write_table
from tests.archive.test_columns import passage
from tests.archive.test_sinks import files

OLD = [passage("Hubo")]
NEW = [passage(f"Hubo {n}", country=country) for n, country in enumerate(("MX", "PE", "MX"))]


class Fault:
    """Fails at one call, counted over all functions that it is put before."""

    def __init__(self, at: int, error: Exception) -> None:
        self.left, self.error = at, error

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: object, **kwargs: object) -> Any:
            self.left -= 1
            if self.left == -1:
                raise self.error
            return function(*args, **kwargs)

        return called

    @property
    def happened(self) -> bool:
        return self.left < 0


class Written:
    """A file whose every call that writes may fail."""

    def __init__(self, file: Any, fault: Fault) -> None:
        self._file = file
        self.write, self.flush = fault.before(file.write), fault.before(file.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def moments() -> Iterator[int]:
    """Every write among the first, and ever fewer of the many that follow."""
    yield from range(12)
    at = 12
    while True:
        yield at
        at += 1 + at // 3


def inject(patch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Put the fault before all that a table is written with."""
    opened = os.fdopen
    patch.setattr(os, "fdopen", lambda *args: Written(opened(*args), fault))
    for owner, name in (
        (os, "fsync"), (Path, "mkdir"), (Path, "rename"), (Path, "replace"),
        (pq.ParquetWriter, "write_table"), (pq.ParquetWriter, "close"),
    ):  # fmt: skip
        patch.setattr(owner, name, fault.before(getattr(owner, name)))


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.ENOSPC, "")])
@pytest.mark.parametrize("format", list(Format))
def test_a_table_that_fails_at_any_write_stays_as_it_was(format, error, tmp_path, capsys) -> None:
    out, other, options = tmp_path / "t", tmp_path / "u", Options("m")
    write_table(format, out, OLD, options)
    write_table(format, other, NEW, options)
    before, after = files(out), files(other)
    for at in moments():
        fault = Fault(at, error)
        try:
            with pytest.MonkeyPatch.context() as patch:
                inject(patch, fault)
                write_table(format, out, NEW, options)
        except Exception as raised:  # noqa: BLE001  each is looked at
            says_one_sentence(raised, capsys)
            assert files(out) == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["t", "u"]
        if not fault.happened:
            break
    assert at > 3
    assert files(out) == after


def says_one_sentence(error: Exception, capsys) -> None:
    assert report_error(error) == 2
    said = capsys.readouterr().err
    assert "dentro de Meta87" not in said
    assert len(said.splitlines()) == 1
