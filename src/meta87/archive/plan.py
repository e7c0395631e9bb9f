"""The input files of a run: the reports in a fixed order, and the skipped files."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path, PurePosixPath

from meta87.archive.files import InputFile, escaped, expand
from meta87.archive.hints import NO_HINT, Hint, read_hint
from meta87.archive.ids import OwnId, report_id
from meta87.archive.sink.atomic import is_output_file
from meta87.errors import InputError, UsageError
from meta87.form.fix import SUFFIX
from meta87.form.folding import fold
from meta87.reading.suffixes import SUFFIXES as REPORTS

SUFFIXES = REPORTS | {".jsonl"}
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    uri: str
    name: str  # path inside the archive, in valid Unicode; unique in a plan
    report: str  # id of the report, the same whatever other files there are
    hint: Hint = NO_HINT  # for a report that does not state its country and year


@dataclass(frozen=True, slots=True)
class Plan:
    """Input files in order, the skipped files of their folders, and those without one's own id."""

    sources: tuple[Source, ...]
    left: tuple[str, ...] = ()
    without_id: tuple[str, ...] = ()


def plan(
    arguments: Iterable[str],
    given: Hint = NO_HINT,
    out: Path | None = None,
    own_id: OwnId | None = None,
) -> Plan:
    """Finds the files to read: those of folders and patterns that look like reports.

    A file that is named itself is read whatever it is; the table to be written is none of them,
    even if it is in one of the folders. Country and year are given for reports whose
    path states none either.

    Raises:
        InputError: ``nothing-to-read``: a folder or pattern contains no report.
        UsageError: As `expand`; ``ids-repeated``.
    """
    unique: dict[str, InputFile] = {}
    left: dict[str, None] = {}
    for argument in arguments:
        visible = [file for file in expand(argument) if not _is_hidden(file, out)]
        chosen = [file for file in visible if _is_report(file)]
        if not chosen:
            raise InputError("nothing-to-read", path=escaped(argument))
        for file in chosen:
            unique.setdefault(str(Path(file.uri).absolute()), file)
        left |= dict.fromkeys(escaped(file.name) for file in visible if not _is_report(file))
    files = [*unique.values()]
    names = _names(files)
    own = {
        name: own_id((name, file.uri, PurePosixPath(name).name)) if own_id else ""
        for name, file in zip(names, files, strict=True)
    }
    ids = {name: own[name] or report_id(name, own) for name in names}
    for one, other in pairwise(sorted(names, key=ids.__getitem__)):
        if ids[one] == ids[other]:
            raise UsageError("ids-repeated", own=ids[one], one=one, other=other)
    sources = (
        Source(file.uri, name, ids[name], read_hint(name, file.uri) | given)
        for name, file in zip(names, files, strict=True)
    )
    without = [name for name in names if own_id and not own[name]]
    return Plan(tuple(sources), tuple(left), tuple(without))


def _names(files: list[InputFile]) -> list[str]:
    """Returns the name of each file in its folder; where two have the same, their whole paths."""
    shared = Counter(file.name for file in files)
    return [escaped(file.name if shared[file.name] == 1 else file.uri) for file in files]


def _is_hidden(file: InputFile, out: Path | None) -> bool:
    if file.is_explicit:
        return False
    if file.name.endswith(SUFFIX) or any(
        part.startswith(_HIDDEN) for part in PurePosixPath(file.name).parts
    ):
        return True
    return out is not None and is_output_file(Path(file.uri), out)


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
