"""Turns one input file into an `Outcome`: reads it, finds its answers, tags their passages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from meta87.archive.files import escaped, read_input
from meta87.archive.fingerprints import Asked, compared_by, signature
from meta87.archive.models import Settings, tagger
from meta87.archive.plan import SUFFIXES, Source
from meta87.archive.sink.dictionary import ANSWERS, FINDINGS, PASSAGES
from meta87.corpus.schema import BareRecord, lines_of
from meta87.errors import InputError, Meta87Error, UsageError, reason_of
from meta87.form.fix import Fix
from meta87.form.fix_file import load_beside
from meta87.form.report import Report
from meta87.guarded.process import shared
from meta87.guarded.wire import BROKEN, Request
from meta87.reading.document import RemarkKind
from meta87.report.tag_records import jsonl, predicted, records

if TYPE_CHECKING:
    from meta87.pipeline import Tagger, Text

_ALSO = {".htm": "html", ".docm": "docx"}
_WITHOUT_EFFECT = {"model", "threads"}  # of the settings: the version identifies the model
COMPARED = "compared"
"""What the report is compared by with those of other years, among the tables of an outcome."""


class State(StrEnum):
    """How the work on a file ended."""

    READ = "read"
    REJECTED = "rejected"  # it is not fit to be read, and the error says why
    FAILED = "failed"  # something broke over it
    UNCHANGED = "unchanged"  # since it was last done


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be done, and the cache key of its stored outcome, if any."""

    source: Source
    cached_key: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of the work on a file."""

    source: Source
    state: State
    key: str = ""  # as `cache_key` returns it; "" where the file was not read
    rows: int = 0  # number of passages
    notes: tuple[str, ...] = ()  # what the report lacks: ``no-country``, ``unplaced:12``…
    error: Meta87Error | None = None  # why it was rejected or failed
    content: str = ""  # checksum of the file; "" where it has no passages
    signature: bytes = b""  # MinHash signature of the passages
    tables: Mapping[str, bytes] = field(default_factory=dict)  # name → JSON Lines


def work(job: Job, settings: Settings) -> Outcome:
    """Does one file with the model of the settings; an error in the file is part of the outcome.

    Raises:
        ModelError: the model cannot be loaded.
    """
    source, key, model = job.source, "", tagger(settings)
    try:
        fix = load_beside(Path(source.uri))
    except UsageError as error:
        return Outcome(source, State.REJECTED, error=InputError(error.id, **error.details))
    try:
        data = read_input(source.uri)
        key = cache_key(data, source, settings, fix)
        if key == job.cached_key:
            return Outcome(source, State.UNCHANGED, key)
        return _tagged(Outcome(source, State.READ, key), data, fix, model, settings)
    except InputError as error:
        error.details["path"] = escaped(source.uri)
        state = State.FAILED if error.id in BROKEN else State.REJECTED
        return Outcome(source, state, key, error=error)
    except Exception as error:  # noqa: BLE001  whatever it is, the other files go on
        return Outcome(source, State.FAILED, key, error=unexpected(source, error))


def unexpected(source: Source, error: BaseException) -> InputError:
    """Returns the error that reports an unexpected exception in a file."""
    reason = escaped(reason_of(error))
    return InputError("unexpected", path=escaped(source.uri), reason=reason)


def cache_key(data: bytes, source: Source, settings: Settings, fix: Fix | None = None) -> str:
    """Returns the hash of all that a file's outcome depends on."""
    hint = (source.hint.country, source.hint.year)
    used = {name: value for name, value in asdict(settings).items() if name not in _WITHOUT_EFFECT}
    rest = (source.name, source.report, hint, used, *([fix.model_dump()] if fix else []))
    return hashlib.sha256(json.dumps(rest).encode() + b"\n" + data).hexdigest()


def _tagged(
    done: Outcome, data: bytes, fix: Fix | None, tagger: Tagger, settings: Settings
) -> Outcome:
    from meta87.pipeline import RECORDS  # noqa: PLC0415  heavy
    from meta87.rules.totals import with_totals  # noqa: PLC0415  heavy

    source, name = done.source, PurePosixPath(done.source.name).name
    if PurePosixPath(name).suffix.lower() == RECORDS:
        given = lines_of(data, source.uri, BareRecord)
        return _with_rows(done, data, list(_labelled(given, tagger)))
    reading = shared().read(data, Request(name=name, spanish=True, fix=fix))
    tagged = with_totals(tagger.report(_with_metadata(reading.report, source)))
    misnamed = ("misnamed",) if _is_misnamed(source.name, reading.document.format) else ()
    left = sum(len(run.passages) for run in tagged.unplaced)
    unplaced = (f"unplaced:{left}",) if left else ()
    done = replace(done, notes=(*_lacking(tagged.report), *misnamed, *unplaced))
    if settings.checks:
        from meta87.archive.checked_rows import checked_rows  # noqa: PLC0415  heavy

        answers, findings = checked_rows(tagged, source.report, settings.version)
        checked = {ANSWERS: jsonl(answers).encode(), FINDINGS: jsonl(findings).encode()}
        done = replace(done, tables=checked)
    asked = (each.answer for each in tagged.answers)
    topics = [Asked(source.report, each.question, each.id, each.title) for each in asked]
    return _with_rows(done, data, list(records(tagged, source.report, settings.version)), topics)


def _with_rows(
    done: Outcome, data: bytes, rows: list[dict[str, Any]], asked: Iterable[Asked] = ()
) -> Outcome:
    """Returns an outcome with the passages of its file, whose bytes are ``data``."""
    return replace(
        done,
        rows=len(rows),
        content=hashlib.sha256(data).hexdigest() if rows else "",
        signature=signature(rows),
        tables={
            **done.tables,
            PASSAGES: jsonl(rows).encode(),
            COMPARED: compared_by(rows, asked),
        },
    )


def _with_metadata(report: Report, source: Source) -> Report:
    """Returns a report with its name, and with the country and year that it does not state itself.

    A year alone denotes a period from its first day to its last.
    """
    hint = source.hint
    year = report.year or (report.period[1].year if report.period else hint.year)
    whole = (date(year, 1, 1), date(year, 12, 31)) if year else None
    country = report.country or hint.country
    period = report.period or whole
    return replace(report, source=source.name, country=country, year=year, period=period)


def _lacking(report: Report) -> Iterator[str]:
    if not report.country:
        yield "no-country"
    if not report.year:
        yield "no-year"
    if not report.template:
        yield "no-form"
    if report.pictures:
        yield "pictures"
    if any(remark.kind is RemarkKind.FOREIGN for remark in report.remarks):
        yield "bilingual"
    if not any(answer.blocks for answer in report.answers):
        yield "empty"


def _is_misnamed(name: str, format: str) -> bool:
    """Returns whether a file's extension is that of another format than its content's."""
    ending = PurePosixPath(name).suffix.lower()
    return ending in SUFFIXES and _ALSO.get(ending, ending.removeprefix(".")) != format


def _labelled(given: list[BareRecord], tagger: Tagger) -> Iterator[dict[str, Any]]:
    labels = tagger.texts([_text(record) for record in given])
    for record, (prediction, entities) in zip(given, labels, strict=True):
        yield {**record.as_read(), "predicted": predicted(prediction, entities)}


def _text(record: BareRecord) -> Text:
    from meta87.pipeline import Text  # noqa: PLC0415  heavy

    return Text(
        record.text,
        record.context or "",
        record.topic or "",
        record.year or None,
        record.report or "",
        record.country or "",
    )
