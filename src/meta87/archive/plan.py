"""What an archive holds: its reports in a fixed order, each with a name, and what is none."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath

from meta87.archive.files import Found, find, is_remote
from meta87.archive.hints import NOTHING, Hint, PathHints
from meta87.archive.sink.whole import belongs
from meta87.errors import InputError
from meta87.form.folding import fold

SUFFIXES = frozenset({
    ".docx", ".odt", ".pdf", ".html", ".htm", ".md", ".txt", ".doc", ".rtf", ".jsonl",
})  # fmt: skip
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        uri: where it is.
        name: its path inside the archive; no other file of the plan has it.
        report: its name without ending, unless another file differs from it in that alone.
        hint: country and year, for a report that does not state them.
    """

    uri: str
    name: str
    report: str
    hint: Hint = NOTHING


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to read, in order, and the names of those in the folders that are no reports."""

    sources: tuple[Source, ...]
    left: tuple[str, ...] = ()


def plan(arguments: Iterable[str], hints: PathHints | None = None, out: Path | None = None) -> Plan:
    """Finds the files to read.

    Args:
        arguments: files, folders, patterns, URLs. A file that is named itself is read
            whatever it is; of the files in a folder, those that look like reports.
        hints: how country and year are read from a path.
        out: the table to be written, not an input even if it is in one of the folders.

    Raises:
        InputError: ``nothing-to-read``: a folder or pattern contains no report.
        UsageError: as `find`.
    """
    files: list[Found] = []
    left: list[str] = []
    for argument in arguments:
        seen = [file for file in find(argument) if file.named or not _is_hidden(file, out)]
        chosen = [file for file in seen if file.named or _is_report(file)]
        if not chosen:
            raise InputError("nothing-to-read", path=argument)
        files += chosen
        left += [file.name for file in seen if not (file.named or _is_report(file))]
    unique: dict[str, Found] = {}
    for file in files:
        unique.setdefault(_place(file), file)
    return Plan(_sources([*unique.values()], hints or PathHints()), tuple(dict.fromkeys(left)))


def _sources(files: list[Found], hints: PathHints) -> tuple[Source, ...]:
    names = _names(files)
    stems = Counter(_stem(name) for name in names)
    return tuple(
        Source(
            file.uri,
            name,
            _stem(name) if stems[_stem(name)] == 1 else name,
            hints.read(name, file.uri),
        )
        for file, name in zip(files, names, strict=True)
    )


def _names(files: list[Found]) -> list[str]:
    """Returns the name of each file in its folder; where two have the same, their whole paths."""
    shared = Counter(file.name for file in files)
    return [file.name if shared[file.name] == 1 else file.uri for file in files]


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))


def _place(file: Found) -> str:
    return file.uri if is_remote(file.uri) else str(Path(file.uri).absolute())


def _is_hidden(file: Found, out: Path | None) -> bool:
    parts = PurePosixPath(file.name).parts
    if any(part.startswith(_HIDDEN) for part in parts):
        return True
    return out is not None and not is_remote(file.uri) and belongs(Path(file.uri), out)


def _is_report(file: Found) -> bool:
    name = PurePosixPath(file.name)
    return name.suffix.lower() in SUFFIXES and fold(name.stem).text.strip() not in _not_reports()


@cache
def _not_reports() -> frozenset[str]:
    raw = resources.files(__package__).joinpath("not_reports.toml").read_text(encoding="utf8")
    return frozenset(tomllib.loads(raw)["names"])
