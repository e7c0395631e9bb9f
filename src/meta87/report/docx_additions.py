"""The paragraphs and tables of Word that an addition to a form consists of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from docx.document import Document as WordFile
from docx.shared import Cm
from lxml import etree

from meta87.form.contributions import Addition, author_line
from meta87.form.table_rows import TableRow, rows_joined
from meta87.reading.document import Block, BlockKind
from meta87.report.texts import printable

GRID = "Table Grid"
WIDTH = Cm(16)  # of a table


def elements(word: WordFile, addition: Addition) -> Iterator[etree._Element]:
    """Yields the paragraphs and tables of an addition."""
    yield _paragraph(word, author_line(addition.author), bold=True)
    rows = rows_joined(addition.blocks)
    for table, group in groupby(rows, key=_table):
        if table is None:
            for block in group:
                mark = f"{block.marker or '•'} " if block.kind is BlockKind.LIST_ITEM else ""
                yield _paragraph(word, mark + block.text)
        else:
            yield _table_of(word, [row for row in group if isinstance(row, TableRow)])
            yield _paragraph(word, "")


def _paragraph(word: WordFile, text: str, *, bold: bool = False) -> etree._Element:
    paragraph = word.add_paragraph()
    paragraph.add_run(printable(text)).bold = bold or None
    return _taken(paragraph._p)


def _table_of(word: WordFile, rows: Sequence[TableRow]) -> etree._Element:
    columns = sorted({cell.column for row in rows for cell in row.cells})
    table = word._body.add_table(len(rows), len(columns), WIDTH)  # of forms without page sizes too
    if any(style.name == GRID for style in word.styles):
        table.style = GRID
    for line, row in zip(table.rows, rows, strict=True):
        cells = line.cells
        for cell in row.cells:
            cells[columns.index(cell.column)].text = printable(row.text[cell.start : cell.end])
    return _taken(table._tbl)


def _taken(element: etree._Element) -> etree._Element:
    """Returns an element that was added at the end of a document, removed from there."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return element


def _table(block: Block) -> int | None:
    return block.cell.table if isinstance(block, TableRow) and block.cell else None
