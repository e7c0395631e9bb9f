"""Files wherever they are: on this machine, or behind any address that fsspec opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from meta87.errors import InputError, UsageError
from meta87.reading.read import file_bytes

_SCHEME = "://"
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """A file.

    Attributes:
        uri: a path of this machine, or an address such as ``s3://archive/mx/2024.docx``.
        name: its path inside the folder that was searched, with "/"; of a file named by itself,
            its name.
        named: whether it was named by itself, and not found in a folder.
    """

    uri: str
    name: str
    named: bool = True


def find(argument: str) -> list[Found]:
    """Returns the files of a path, a URL or a pattern (``**/*.docx``); folders are searched.

    The files of a folder are in the order of their names. A file that does not exist is returned
    all the same: reading it raises the error.

    Raises:
        UsageError: ``fsspec-missing``, ``address-unreadable``.
    """
    if is_remote(argument):
        return _find_remote(argument)
    try:
        return _find_local(argument)
    except (OSError, ValueError) as error:  # a name too long, a pattern that is none
        raise UsageError("address-unreadable", path=argument) from error


def is_remote(uri: str) -> bool:
    """Returns whether a name is a URL rather than a local path."""
    return _SCHEME in uri


def content(uri: str) -> bytes:
    """Returns the bytes of a file.

    Raises:
        InputError: ``file-missing``, ``file-unreadable``, ``file-too-large``, ``file-is-folder``.
        UsageError: ``fsspec-missing``.
    """
    if not is_remote(uri):
        return file_bytes(Path(uri))
    system, path = _system(uri)
    try:
        return bytes(system.cat_file(path))
    except FileNotFoundError as error:
        raise InputError("file-missing", path=uri) from error
    except Exception as error:
        raise InputError("file-unreadable", path=uri) from error


def _find_local(argument: str) -> list[Found]:
    path = Path(argument)
    if path.is_dir():
        return list(_inside(path, path))
    if path.exists() or not _MAGIC & set(argument):
        return [Found(argument, path.name)]
    base, pattern = _split(argument)
    folder = Path(base)
    matches = sorted(folder.glob(pattern))
    files = [_inside(m, folder) if m.is_dir() else [_at(m, folder)] for m in matches]
    return list(dict.fromkeys(chain.from_iterable(files)))


def _inside(folder: Path, base: Path) -> Iterator[Found]:
    files = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    for path in sorted(files, key=lambda path: path.relative_to(base).as_posix()):
        if not path.is_dir():
            yield _at(path, base)


def _at(path: Path, base: Path) -> Found:
    return Found(str(path), path.relative_to(base).as_posix(), named=False)


def _split(pattern: str) -> tuple[str, str]:
    """Returns the folder of a pattern, before its first part with a ``*``, and the rest."""
    parts = PurePosixPath(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if _MAGIC & set(part))
    return str(PurePosixPath(*parts[:fixed])), str(PurePosixPath(*parts[fixed:]))


def _find_remote(uri: str) -> list[Found]:
    system, path = _system(uri)
    pattern = bool(_MAGIC & set(uri.partition(_SCHEME)[2]))
    try:
        if not pattern and not system.isdir(path):
            return [Found(uri, PurePosixPath(path).name)]
        files = system.glob(path) if pattern else system.find(path)
        files = sorted(file for file in files if not pattern or system.isfile(file))
    except Exception as error:
        raise UsageError("address-unreadable", path=uri) from error
    base = _split(path)[0] if pattern else path
    names = [str(PurePosixPath(file).relative_to(base)) for file in files]
    return [
        Found(system.unstrip_protocol(file), name, named=False)
        for file, name in zip(files, names, strict=True)
    ]


def _system(uri: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  optional, and heavy
    except ImportError as error:
        raise UsageError("fsspec-missing", path=uri) from error
    try:
        system, path = url_to_fs(uri)
    except Exception as error:
        raise UsageError("address-unreadable", path=uri) from error
    return system, str(path)
