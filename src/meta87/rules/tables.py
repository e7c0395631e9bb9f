"""CON rules on tables: columns add up, and figures are of one scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from meta87.classify.tagged import TaggedPassage
from meta87.entities.numbers import find_numbers
from meta87.form.table_rows import TableRow
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import as_written, find

SCALE = 800  # times that a figure may differ from the nearest of its column
FEWEST = 3  # figures of a column that make its scale
ALIKE = 10  # times that the others of a column may differ to make its scale where they are few
LEAST = 1000  # smaller whole figures may stand beside large ones
FAR = 100  # times that the others of a column are more than a figure in thousands
THOUSAND = 1000
SPREAD = 2  # times that figures may differ from row to row in what they are to those beside them
VARIED = 1.2  # times that those beside them must differ
FIGURE = as_written("figure")


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


Figures = dict[int, Figure]
"""Column → figure."""


class Counted(NamedTuple):
    """A row of a table with its numbers."""

    row: TableRow
    figures: Figures


def _sums(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    for rows in _tables(answer):
        total = next((n for n in reversed(range(len(rows))) if rows[n].row.is_total), 0)
        added_up = [each for each in rows[:total] if not find(each.row.label, "subtotals")]
        for column, stated in rows[total].figures.items() if total else ():
            parts = [each.figures[column] for each in added_up if column in each.figures]
            added = sum(part.value for part in parts)
            rounded = 0.0001 if all(part.is_whole for part in parts) else 0.06 * len(parts)
            if len(parts) > 1 and abs(added - stated.value) > rounded:
                cells = rows[total].row.cells
                heading = next(cell.heading for cell in cells if cell.column == column)
                where = f"@ui.total.{'column' if heading else 'plain'}"
                sums = {"stated": stated.text, "added": _written(added, stated.text)}
                details = {**sums, "column": heading, "where": where}
                yield Hit(stated.passage, stated.span, details, (stated.text,))


def _written(value: float, like: str) -> str:
    """Returns a number with the marks of another: 2.470 beside 2.480."""
    mark = next((c for c in like if not c.isdigit()), "")
    if value == int(value):
        return f"{int(value):,}".replace(",", mark)
    return f"{value:.1f}".replace(".", mark or ".")


def _scales(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    for rows in _tables(answer):
        for column in sorted({column for each in rows for column in each.figures}):
            held = [each.figures for each in rows if column in each.figures]
            for row in held if len(held) >= FEWEST else ():
                odd, others = row[column], [other for other in held if other is not row]
                figures = [other[column] for other in others]
                if _is_odd(odd, figures) or _lacks_thousands(row, column, others):
                    near = min(figures, key=lambda figure: figure.value)
                    details = {"figure": odd.text, "near": near.text}
                    yield Hit(odd.passage, odd.span, details, (odd.text,))


def _is_odd(figure: Figure, others: list[Figure]) -> bool:
    """Returns whether a number is far from all others of its column."""
    if figure.value <= 0 or any(other.value <= 0 for other in others):
        return False
    values = [other.value for other in others]
    alike = max(values) < ALIKE * min(values)
    ratios = (max(figure.value, one) / min(figure.value, one) for one in values)
    fraction = not figure.is_whole and all(other.is_whole for other in others)
    whole = (alike or len(others) >= FEWEST) and min(figure.value, *values) >= LEAST
    return (fraction or whole) and min(ratios) > SCALE


def _lacks_thousands(row: Figures, column: int, others: list[Figures]) -> bool:
    """Returns whether a value times 1,000 fits the ratio between two columns in other rows.

    The other column must vary from row to row, as a year or a number of months does not, and the
    other rows must agree on their ratio to it.
    """
    figure = row[column].value
    if not all(other[column].value > FAR * figure > 0 for other in others):
        return False
    for beside in row.keys() - {column}:
        if all(beside in each and each[beside].value > 0 for each in (row, *others)):
            values = [each[beside].value for each in (row, *others)]
            ratios = [other[column].value / other[beside].value for other in others]
            ratio = THOUSAND * figure / row[beside].value
            varied = max(values) > VARIED * min(values)
            agreed = max(ratios) <= SPREAD * min(ratios)
            if varied and agreed and min(ratios) / SPREAD <= ratio <= max(ratios) * SPREAD:
                return True
    return False


def _tables(answer: AnswerAnalysis) -> Iterator[list[Counted]]:
    """Yields the rows of each table of an answer, with their numbers."""
    tables: dict[int, list[Counted]] = defaultdict(list)
    for passage in (each.passage for each in answer.passages):
        row = passage.block
        if isinstance(row, TableRow) and row.cell:
            tables[row.cell.table].append(Counted(row, dict(_figures(passage, row))))
    yield from tables.values()


def _figures(passage: TaggedPassage, row: TableRow) -> Iterator[tuple[int, Figure]]:
    """Yields the numbers that fill cells of a row, by column."""
    for cell in row.cells:
        match = FIGURE.fullmatch(row.text[cell.start : cell.end])
        numbers = find_numbers(match[1]) if match else []
        if match and cell.column and len(numbers) == 1:
            at, (number,) = cell.start + match.start(1), numbers
            span = at + number.start, at + number.end
            text = match[1][number.start : number.end]
            yield cell.column, Figure(passage, span, text, float(number.value))


RULES = (
    Rule("CON003", "column-sum", Severity.WARNING, "passage", by_answer(_sums)),
    Rule("CON004", "unit-scale", Severity.WARNING, "passage", by_answer(_scales)),
)
