"""Input files: on this machine, or at any address that fsspec opens."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from meta87.errors import InputError, UsageError
from meta87.reading.read import MAX_BYTES, file_bytes

_SCHEME = "://"
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class InputFile:
    """An input file."""

    uri: str  # path of this machine, or an address such as ``s3://archive/mx/2024.docx``
    name: str  # path inside the searched folder, with "/"; the file name of an explicit one
    is_explicit: bool = True  # whether the user named it, rather than a folder or a pattern
    is_folder: bool = False  # whether it is a folder that was not entered: forbidden, or a link


def expand(argument: str) -> list[InputFile]:
    """Returns the files of a path, a URL or a pattern (``**/*.docx``); folders are searched.

    The files of a folder are sorted by name. A missing file is returned all the same: reading it
    raises the error.

    Raises:
        UsageError: ``fsspec-missing``, ``address-unreadable``.
    """
    if is_remote(argument):
        return _expand_remote(argument)
    try:
        return _expand_local(argument)
    except (OSError, ValueError) as error:  # a name too long, an invalid pattern
        raise UsageError("address-unreadable", path=argument) from error


def is_remote(uri: str) -> bool:
    """Returns whether a name is a URL rather than a local path."""
    return _SCHEME in uri


def escaped(name: str) -> str:
    r"""Returns a file name as valid Unicode: a byte outside UTF-8 becomes ``\xe1``.

    Backslashes are doubled where they are not separators, so that two names never become one.
    """
    if os.sep == "/":
        name = name.replace("\\", "\\\\")
    data = name.encode("utf-8", sys.getfilesystemencodeerrors())
    return data.decode("utf-8", "backslashreplace")


def read_input(uri: str) -> bytes:
    """Returns the bytes of a file.

    Raises:
        InputError: ``file-missing``, ``file-unreadable``, ``file-too-large``, ``file-not-regular``,
            ``folder-not-entered``.
        UsageError: ``fsspec-missing``.
    """
    if not is_remote(uri):
        if os.path.isdir(uri):  # noqa: PTH112  never raises
            raise InputError("folder-not-entered", path=uri)
        return file_bytes(Path(uri))
    system, path = _filesystem(uri)
    try:
        data = bytes(system.cat_file(path, end=MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise InputError("file-missing", path=uri) from error
    except Exception as error:
        raise InputError("file-unreadable", path=uri) from error
    if len(data) > MAX_BYTES:
        raise InputError("file-too-large", path=uri, limit=MAX_BYTES)
    return data


def _expand_local(argument: str) -> list[InputFile]:
    path = Path(argument)
    if path.is_dir():
        return list(_inside(path, path))
    if path.exists() or not _MAGIC & set(argument):
        return [InputFile(argument, path.name)]
    base, pattern = _split(Path(argument))
    folder = Path(base)
    matches = sorted(folder.glob(pattern))
    files = [_inside(m, folder) if m.is_dir() else [_found(m, folder)] for m in matches]
    closed = [each for each in _inside(folder, folder) if each.is_folder and "**" in pattern]
    return list(dict.fromkeys(chain(*files, closed)))


def _inside(folder: Path, base: Path) -> list[InputFile]:
    """Returns the files in a folder, sorted, and the folders in it that were not entered."""
    found: list[InputFile] = []

    def refuse(error: OSError) -> None:
        """Adds a folder that may not be entered."""
        found.append(_found(Path(error.filename), base, is_folder=True))

    for place, folders, files in os.walk(folder, onerror=refuse):
        found += [_found(Path(place, name), base) for name in files]
        links = [path for path in (Path(place, name) for name in folders) if path.is_symlink()]
        found += [_found(link, base, is_folder=True) for link in links]
    return sorted(found, key=lambda file: file.name)


def _found(path: Path, base: Path, *, is_folder: bool = False) -> InputFile:
    name = path.name if path == base else path.relative_to(base).as_posix()
    return InputFile(str(path), name, is_explicit=False, is_folder=is_folder)


def _split(pattern: PurePath) -> tuple[str, str]:
    """Returns the folder of a pattern, before its first part with a ``*``, and the rest."""
    parts, kind = pattern.parts, type(pattern)
    fixed = next(i for i, part in enumerate(parts) if _MAGIC & set(part))
    return str(kind(*parts[:fixed])), str(kind(*parts[fixed:]))


def _expand_remote(uri: str) -> list[InputFile]:
    system, path = _filesystem(uri)
    pattern = bool(_MAGIC & set(uri.partition(_SCHEME)[2]))
    try:
        if not pattern and not system.isdir(path):
            return [InputFile(uri, PurePosixPath(path).name)]
        files = system.glob(path) if pattern else system.find(path)
        files = sorted(file for file in files if not pattern or system.isfile(file))
    except Exception as error:
        raise UsageError("address-unreadable", path=uri) from error
    base = _split(PurePosixPath(path))[0] if pattern else path
    names = [str(PurePosixPath(file).relative_to(base)) for file in files]
    return [
        InputFile(system.unstrip_protocol(file), name, is_explicit=False)
        for file, name in zip(files, names, strict=True)
    ]


def _filesystem(uri: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  optional, and heavy
    except ImportError as error:
        raise UsageError("fsspec-missing", path=uri) from error
    try:
        system, path = url_to_fs(uri)
    except Exception as error:
        raise UsageError("address-unreadable", path=uri) from error
    return system, str(path)
