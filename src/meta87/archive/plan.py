"""The input files of a run: the reports in a fixed order, and the skipped files."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath

from meta87.archive.files import InputFile, escaped, expand, is_remote
from meta87.archive.hints import NO_HINT, Hint, PathHints
from meta87.archive.sink.atomic import is_output_file
from meta87.errors import InputError
from meta87.form.folding import fold
from meta87.reading.suffixes import SUFFIXES as REPORTS

SUFFIXES = REPORTS | {".jsonl"}
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        uri: Where it is.
        name: Its path inside the archive, in valid Unicode; unique in a plan.
        report: Its name without extension, unless another file differs from it in that alone.
        hint: Country and year, for a report that does not state them.
    """

    uri: str
    name: str
    report: str
    hint: Hint = NO_HINT


@dataclass(frozen=True, slots=True)
class Plan:
    """Input files in order, and the names of the skipped files of their folders."""

    sources: tuple[Source, ...]
    left: tuple[str, ...] = ()


def plan(arguments: Iterable[str], hints: PathHints | None = None, out: Path | None = None) -> Plan:
    """Finds the files to read.

    Args:
        arguments: Files, folders, patterns, URLs. A file that is named itself is read whatever it
            is; of the files in a folder, those that look like reports.
        hints: How country and year are read from a path.
        out: The table to be written, not an input even if it is in one of the folders.

    Raises:
        InputError: ``nothing-to-read``: a folder or pattern contains no report.
        UsageError: As `expand`.
    """
    unique: dict[str, InputFile] = {}
    left: dict[str, None] = {}
    for argument in arguments:
        visible = [file for file in expand(argument) if not _is_hidden(file, out)]
        chosen = [file for file in visible if _is_report(file)]
        if not chosen:
            raise InputError("nothing-to-read", path=escaped(argument))
        for file in chosen:
            unique.setdefault(_identity(file), file)
        left |= dict.fromkeys(escaped(file.name) for file in visible if not _is_report(file))
    return Plan(_sources([*unique.values()], hints or PathHints()), tuple(left))


def _sources(files: list[InputFile], hints: PathHints) -> tuple[Source, ...]:
    names = _names(files)
    stems = Counter(map(_stem, names))
    return tuple(
        Source(
            file.uri,
            name,
            _stem(name) if stems[_stem(name)] == 1 else name,
            hints.read(name, file.uri),
        )
        for file, name in zip(files, names, strict=True)
    )


def _names(files: list[InputFile]) -> list[str]:
    """Returns the name of each file in its folder; where two have the same, their whole paths."""
    shared = Counter(file.name for file in files)
    return [escaped(file.name if shared[file.name] == 1 else file.uri) for file in files]


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))


def _identity(file: InputFile) -> str:
    return file.uri if is_remote(file.uri) else str(Path(file.uri).absolute())


def _is_hidden(file: InputFile, out: Path | None) -> bool:
    if file.is_explicit:
        return False
    if any(part.startswith(_HIDDEN) for part in PurePosixPath(file.name).parts):
        return True
    return out is not None and not is_remote(file.uri) and is_output_file(Path(file.uri), out)


def _is_report(file: InputFile) -> bool:
    """Returns whether a file is to be read; a folder that was not entered is one to complain of."""
    if file.is_explicit or file.is_folder:
        return True
    name = PurePosixPath(file.name)
    return name.suffix.lower() in SUFFIXES and fold(name.stem).text.strip() not in _not_reports()


@cache
def _not_reports() -> frozenset[str]:
    raw = resources.files(__package__).joinpath("not_reports.toml").read_text(encoding="utf8")
    return frozenset(tomllib.loads(raw)["names"])
