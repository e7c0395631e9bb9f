"""The corrections as a workbook for the person who made them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from meta87.archive.sink.text import JOINT, Value
from meta87.archive.sink.xlsx import MIDDLE, NARROW, WIDE, Sheet, write_sheets
from meta87.corpus.journal import Corrections, given
from meta87.corpus.schema import Record
from meta87.messages import text
from meta87.report.cells import question_cell
from meta87.report.texts import country, labels

_COLUMNS = {
    "report": MIDDLE, "country": MIDDLE, "year": NARROW, "question": NARROW, "topic": MIDDLE,
    "passage": WIDE, "machine": MIDDLE, "corrected": MIDDLE, "who": MIDDLE, "when": MIDDLE,
}  # fmt: skip
_DAY = len("2024-01-31")


def corrections_book(found: Corrections, lang: str) -> bytes:
    """Returns a workbook with the last word on each passage."""

    def _rows() -> Iterator[Sequence[Value]]:
        yield [text(f"ui.column.{name}", lang) for name in _COLUMNS]
        for record in found.records:
            yield [*_cells(record, lang)]

    made = io.BytesIO()
    title = text("web.corrections.title", lang)
    write_sheets(made, [Sheet(title, [*_COLUMNS.values()], _rows(), wraps=True)])
    return made.getvalue()


def _cells(record: Record, lang: str) -> Iterator[Value]:
    machine, more = given(record), record.model_extra or {}
    yield str(more.get("file") or record.report)
    yield country(record.country, lang)
    yield record.year
    yield question_cell(record.question)
    yield record.topic
    yield record.text
    yield labels(str(machine.get("kind")), machine.get("themes", ()), lang) if machine else None
    yield labels(record.kind, record.themes, lang)
    yield JOINT.join(record.annotators) if isinstance(record.annotators, list) else None
    yield str(more.get("reviewed", ""))[:_DAY]
