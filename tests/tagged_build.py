"""Tagged reports for tests: kinds are given, entities are what the Spanish pipeline finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from meta87.classify.labels import KINDS, THEMES, Evidence, Kind, Prediction, Theme
from meta87.classify.people import with_counted_people
from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import Reference
from meta87.entities.finding import find
from meta87.form.report import Answer, Choice, Report
from meta87.form.table_counts import counted_people
from meta87.form.table_rows import TableRow, rows_joined
from meta87.reading.document import Anchor, Block, BlockKind, Cell, Piece
from meta87.rules.examples import Example

YEAR_2023 = (date(2023, 1, 1), date(2023, 12, 31))
YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))


def prediction(kind: Kind, themes: Sequence[Theme] = ("child_labour",)) -> Prediction:
    scores = {each: 0.8 if each == kind else 0.1 for each in KINDS}
    told = dict.fromkeys((*THEMES, *themes))
    of_themes = {each: 0.9 if each in themes else 0.1 for each in told}
    return Prediction(tuple(themes), of_themes, kind, scores, (Evidence(kind, "prueba", 1.0),))


def passage(
    kind: Kind,
    text: str,
    index: int = 0,
    context: str = "",
    themes: Sequence[Theme] = ("child_labour",),
) -> TaggedPassage:
    """Make a passage of its own paragraph; "- " opens a list item, "| " a row of a table."""
    block = _block(text, index)
    found = find(block.text, Reference(YEAR_2024, context))
    return TaggedPassage(
        block, index, 0, 0, len(block.text), context, found.entities, prediction(kind, themes)
    )


def _block(text: str, index: int) -> Block:
    kinds = {"- ": BlockKind.LIST_ITEM, "| ": BlockKind.TABLE_CELL}
    kind = kinds.get(text[:2], BlockKind.PARAGRAPH)
    text = text[2:] if text[:2] in kinds else text
    cell = Cell(0, index, 0) if kind is BlockKind.TABLE_CELL else None
    return Block(kind, text, (Piece(0, len(text), Anchor("text", index, 0, len(text))),), cell=cell)


def _cells(block: Block) -> tuple[Block, ...]:
    """Part the row that a passage is into the cells that the answer has."""
    if block.cell is None:
        return (block,)
    texts = block.text.split(" | ")
    return tuple(
        Block(block.kind, text, block.pieces, cell=Cell(0, block.cell.row, column))
        for column, text in enumerate(texts)
    )


def answer(
    told: Sequence[tuple[Kind, str]],
    choices: Sequence[Choice] = (),
    themes: Sequence[Theme] = ("child_labour",),
    **facts: object,
) -> TaggedAnswer:
    """Make an answer of (kind, text) pairs; by default it must report past results."""
    passages, context = [], ""
    for index, (kind, text) in enumerate(told):
        passages.append(passage(kind, text, index, context[-600:], themes))
        context = f"{context}\n{text}".strip()
    defaults = {"question": "1", "wording": "¿Qué progresos?", "id": "priority_progress"}
    blocks = tuple(cell for p in passages for cell in _cells(p.block))
    asked = Answer(**{**defaults, **facts}, choices=tuple(choices), blocks=blocks)  # type: ignore[arg-type]
    rows = {row.cell: row for row in rows_joined(blocks) if isinstance(row, TableRow)}
    return TaggedAnswer(asked, tuple(_in_row(p, rows.get(p.block.cell)) for p in passages))


def _in_row(passage: TaggedPassage, row: TableRow | None) -> TaggedPassage:
    """Give a passage its row, with the cells and column headings."""
    if row is None:
        return passage
    return replace(passage, block=row, entities=counted_people(row, passage.entities))


def report(
    *answers: TaggedAnswer,
    period: tuple[date, date] | None = YEAR_2024,
    missing: tuple[Answer, ...] = (),
    country: str = "UY",
) -> TaggedReport:
    about = Report(
        source="informe.docx", template="alianza87", country=country,
        year=period[1].year if period else 2024, period=period,
        answers=tuple(a.answer for a in answers), placed=(), missing=missing,
    )  # fmt: skip
    return TaggedReport(about, with_counted_people(answers))


def exemplified(example: Example) -> TaggedReport:
    """Make the report of a rule's example."""
    told = [a for a in example if "previous" not in a]
    missing = [Answer("", a["missing"], "missing") for a in told if "missing" in a]
    made = [_exemplified(dict(a)) for a in told if "missing" not in a]
    return report(*made, missing=tuple(missing))


def previous_of(example: Example) -> TaggedReport | None:
    """Make the report of the year before of a rule's example, if it has one."""
    told = [dict(a) for a in example if a.get("previous")]
    made = [_exemplified({k: v for k, v in a.items() if k != "previous"}) for a in told]
    return report(*made, period=YEAR_2023) if made else None


def _exemplified(facts: dict[str, Any]) -> TaggedAnswer:
    told, ticks = facts.pop("passages", ()), facts.pop("ticks", {})
    return answer(told, [Choice(label, on) for label, on in ticks.items()], **facts)


def examples_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the lines of a file of examples: a code, if it "breaks" or "keeps" the rule, an answer."""
    code = effect = ""
    for line in path.read_text("utf8").splitlines():
        if line.startswith("["):
            code, effect = line.strip("[]").split()
        elif line and not line.startswith("# "):
            yield code, effect, line
