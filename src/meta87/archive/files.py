"""Input files: those of paths, folders and patterns."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from meta87.errors import InputError, UsageError
from meta87.reading.read import file_bytes

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class InputFile:
    """An input file."""

    uri: str  # its path
    name: str  # path inside the searched folder, with "/"; the file name of an explicit one
    is_explicit: bool = True  # whether the user named it, rather than a folder or a pattern
    is_folder: bool = False  # whether it is a folder that was not entered: forbidden, or a link


def expand(argument: str) -> list[InputFile]:
    """Returns the files of a path or a pattern (``**/*.docx``); folders are searched.

    The files of a folder are sorted by name. A missing file is returned all the same: reading it
    raises the error.

    Raises:
        UsageError: ``address-unreadable``.
    """
    path = Path(argument)
    try:
        if path.is_dir():
            return _inside(path, path)
        if path.exists() or not _MAGIC & set(argument):
            return [InputFile(argument, path.name)]
        return _matches(path)
    except (OSError, ValueError) as error:  # a name too long, an invalid pattern
        raise UsageError("address-unreadable", path=argument) from error


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
    """
    if os.path.isdir(uri):  # noqa: PTH112  never raises
        raise InputError("folder-not-entered", path=uri)
    return file_bytes(Path(uri))


def _matches(pattern: Path) -> list[InputFile]:
    """Returns the files of a pattern; its folder is what stands before its first part with "*"."""
    fixed = next(place for place, part in enumerate(pattern.parts) if _MAGIC & set(part))
    folder, rest = Path(*pattern.parts[:fixed]), str(Path(*pattern.parts[fixed:]))
    matches = sorted(folder.glob(rest))
    files = [_inside(m, folder) if m.is_dir() else [_found(m, folder)] for m in matches]
    closed = [each for each in _inside(folder, folder) if each.is_folder and "**" in rest]
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
