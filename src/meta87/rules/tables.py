"""CON rules on tables: columns add up, and figures are of one scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from meta87.reading.document import Block, BlockKind
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import FIGURE, GROUPS
from meta87.rules.words import find, is_all
from meta87.tagged import CELL_BREAK, TaggedAnswer, TaggedPassage, TaggedReport

SCALE = 800  # times that a figure may differ from the nearest of its column
FEWEST = 3  # figures of a column that make its scale
ALIKE = 10  # times that the others of a column may differ to make its scale where they are few
LEAST = 1000  # smaller whole figures may stand beside large ones
CENTS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that fills a cell, and its characters in the passage of its row."""

    passage: TaggedPassage
    span: tuple[int, int]
    text: str
    value: float

    @property
    def is_whole(self) -> bool:
        """Whether it is written without decimals."""
        return self.value == int(self.value)


Rows = dict[int, dict[int, Figure]]
"""Row → column → figure."""


def _sums(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    for heads, rows in _tables(answer):
        total = next((row for row in reversed(rows) if is_all(heads[row], "totals")), -1)
        added_up = [rows[row] for row in rows if row < total and not find(heads[row], "subtotals")]
        for column, stated in rows.get(total, {}).items():
            parts = [row[column] for row in added_up if column in row]
            added = sum(part.value for part in parts)
            if len(parts) > 1 and abs(added - stated.value) > _slack(parts):
                details = {"stated": stated.text, "added": _written(added)}
                yield Hit(stated.passage, stated.span, details, (stated.text,))


def _slack(parts: list[Figure]) -> float:
    """Give how far rounding alone can take a sum."""
    return 0.0001 if all(part.is_whole for part in parts) else 0.06 * len(parts)


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def _scales(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    for _heads, rows in _tables(answer):
        columns = {column for row in rows.values() for column in row}
        for column in sorted(columns):
            figures = [row[column] for row in rows.values() if column in row]
            for odd in (f for f in figures if len(figures) >= FEWEST and _is_odd(f, figures)):
                others = sorted((f for f in figures if f is not odd), key=lambda f: f.value)
                details = {"figure": odd.text, "near": others[0].text}
                yield Hit(odd.passage, odd.span, details, (odd.text,))


def _is_odd(figure: Figure, figures: list[Figure]) -> bool:
    others = [other for other in figures if other is not figure]
    if figure.value <= 0 or any(other.value <= 0 for other in others):
        return False
    values = [other.value for other in others]
    alike = max(values) < ALIKE * min(values)
    ratios = (max(figure.value, one) / min(figure.value, one) for one in values)
    fraction = not figure.is_whole and all(other.is_whole for other in others)
    whole = (alike or len(others) >= FEWEST) and min(figure.value, *values) >= LEAST
    return (fraction or whole) and min(ratios) > SCALE


def _tables(answer: TaggedAnswer) -> Iterator[tuple[dict[int, str], Rows]]:
    """Give the tables of an answer: the first cell of each row, and its figures by column."""
    heads: dict[int, dict[int, str]] = defaultdict(dict)
    rows: dict[int, dict[int, dict[int, Figure]]] = defaultdict(dict)
    cells = _cells(answer)
    for passage in answer.passages:
        place = _place(passage.block)
        if place and place in cells:
            table, row = place
            heads[table][row] = cells[place][0].text
            rows[table][row] = dict(_figures(passage, cells[place]))
    for table, found in rows.items():
        yield heads[table], found


def in_table(passage: TaggedPassage) -> bool:
    """Say whether a passage is a row of a table."""
    return passage.block.kind is BlockKind.TABLE_CELL


def _place(block: Block) -> tuple[int, int] | None:
    """Give the table and the row of a cell, or None."""
    cell = block.cell if block.kind is BlockKind.TABLE_CELL else None
    return (cell.table, cell.row) if cell else None


def _cells(answer: TaggedAnswer) -> dict[tuple[int, int], list[Block]]:
    cells: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in answer.answer.blocks:
        if place := _place(block):
            cells[place].append(block)
    return cells


def _figures(passage: TaggedPassage, cells: list[Block]) -> Iterator[tuple[int, Figure]]:
    """Give the figures that fill cells of a row, by column; the row's text has all its cells."""
    start = 0
    for block in cells:
        match = FIGURE.fullmatch(block.text)
        if match and block.cell and block.cell.column:
            text = match[1].strip()
            at = start + match.start(1)
            yield block.cell.column, Figure(passage, (at, at + len(text)), text, _value(text))
        start += len(block.text) + len(CELL_BREAK)


def _value(text: str) -> float:
    """Give the value of a figure: what parts groups of three is no decimal mark."""
    grouped = GROUPS.match(text)
    whole, rest = (grouped[0], text[grouped.end() :]) if grouped else (text, "")
    digits = "".join(c for c in whole if c.isdigit())
    if grouped:
        return float(f"{digits}.{''.join(c for c in rest if c.isdigit()) or 0}")
    return (
        float(whole.replace(",", "."))
        if whole.count(",") + whole.count(".") < CENTS
        else float(digits)
    )


RULES = (
    Rule("CON003", "column-sum", Severity.WARNING, "passage", by_answer(_sums)),
    Rule("CON004", "unit-scale", Severity.WARNING, "passage", by_answer(_scales)),
)
