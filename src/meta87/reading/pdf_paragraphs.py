"""From the lines of a PDF to its headings, paragraphs, list items and cells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.line_joining import (
    TAIL,
    breaks_word,
    ends_sentence,
    introduces,
    line_join,
    runs_on,
    vocabulary,
)
from meta87.reading.normalise import SourceSpan, make_block
from meta87.reading.patterns import MARKER, OPEN_END
from meta87.reading.pdf_grids import Table, grid_table
from meta87.reading.pdf_layout import Layout
from meta87.reading.pdf_lines import Line
from meta87.reading.postprocess import starts_box

_SAME_LEFT = 3.0  # points
_EXTRA_GAP = 0.35  # of the height of a line, over the usual gap


def to_blocks(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Yields the blocks of the pages, each with its boxes and markers still in its text.

    Footnotes follow the paragraph that continues over the end of their page.
    """
    layout = Layout.from_pages(pages)
    words = vocabulary(line.text for page in pages for line in page)
    feet = [(page, layout.footnotes(page)) for page in pages]
    flow = _Flow(layout, words, deque(foot for _, foot in feet if foot))
    yield from flow.blocks([line for page, foot in feet for line in page[: len(page) - len(foot)]])
    yield from flow.notes(len(pages) + 1)


@dataclass
class _Flow:
    """Lines read one after the other; the footnotes of a page follow the end of a paragraph."""

    layout: Layout  # of the document
    words: frozenset[str]  # its vocabulary
    # the footnotes of each page that has any; they are removed as they are read
    feet: deque[list[Line]]
    tables: count[int] = field(default_factory=count)

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Yields the blocks of the lines."""
        paragraph: list[Line] = []
        at = 0
        while at < len(lines):
            table = grid_table(lines, at)
            if table is not None or (paragraph and _breaks(paragraph, lines[at], self.layout)):
                yield from self.paragraph(paragraph)
                paragraph = []
                yield from self.notes(lines[at].page)
            if table is None:
                paragraph.append(lines[at])
                at += 1
            else:
                yield from self.cells(table)
                at += table.length
        yield from self.paragraph(paragraph)

    def notes(self, page: int) -> Iterator[Block]:
        """Yields the footnotes of the pages before one."""
        while self.feet and self.feet[0][0].page < page:
            yield from self.blocks(self.feet.popleft())

    def paragraph(self, lines: list[Line]) -> Iterator[Block]:
        """Yields the block of a paragraph, if it has lines."""
        if not lines:
            return
        level = self.layout.heading_level(lines[0])
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        yield make_block(kind, _spans(lines, self.layout, self.words), level=level)

    def cells(self, table: Table) -> Iterator[Block]:
        """Yields the cells of a table."""
        number = next(self.tables)
        for row, cells in enumerate(table.rows):
            for column, lines in sorted(cells.items()):
                spans = _spans(lines, self.layout, self.words, in_cell=True)
                cell = Cell(number, row, column)
                yield make_block(BlockKind.TABLE_CELL, spans, cell=cell)


def _spans(
    lines: Sequence[Line], layout: Layout, words: frozenset[str], *, in_cell: bool = False
) -> Iterator[SourceSpan]:
    """Yields the text of the lines with the text that joins them."""
    before = ""
    yield SourceSpan(lines[0].prefix, replace(lines[0].span().anchor, end=lines[0].start))
    for line, following in pairwise(lines):
        text = line.raw.rstrip()
        spaced = len(text) < len(line.raw)
        full = in_cell or (layout.is_full(line, following) and not spaced)
        dropped, glue = line_join(before + text, following.raw.lstrip(), words, full=full)
        end = len(text) - dropped
        yield line.span(0, end)
        before = "" if glue else (before + text[:end])[-TAIL:]
        last = line.start + len(text)
        # Between the lines of a cell or of two pages there are other cells, or edges of pages.
        until = last if in_cell or line.page != following.page else following.start
        yield SourceSpan(glue, line.anchor(last, max(last, until)))
    yield lines[-1].span()


def _breaks(paragraph: list[Line], line: Line, layout: Layout) -> bool:
    """Whether a line begins something new after the lines of a paragraph."""
    last = paragraph[-1]
    if starts_box(line.text) or layout.heading_level(last) != layout.heading_level(line):
        return True
    if layout.heading_level(line):
        return not _is_near(last, line, layout) or MARKER.match(line.text) is not None
    full = layout.is_full(last, line)
    if MARKER.match(line.text) and not _is_wrapped_number(paragraph, line, full=full):
        return True
    if _is_below(last, line):
        return _breaks_in_column(paragraph, line, layout, full=full)
    return not _goes_on_over(paragraph, line, layout, full=full)


def _breaks_in_column(paragraph: list[Line], line: Line, layout: Layout, *, full: bool) -> bool:
    last = paragraph[-1]
    split = breaks_word(last.text, line.text) or OPEN_END.search(last.text) is not None
    goes_on = full or split or _hangs(paragraph, line)
    if not _is_near(last, line, layout) or not goes_on:
        return True
    turns = last.bold != line.bold and ends_sentence(last.text)
    indented = line.left > last.left + _SAME_LEFT and not _hangs(paragraph, line)
    return turns or (indented and ends_sentence(last.text))


def _is_below(last: Line, line: Line) -> bool:
    """Whether two lines are one below the other in one column of one page."""
    return last.page == line.page and line.top < last.top


def _is_near(last: Line, line: Line, layout: Layout) -> bool:
    gap = last.bottom - line.top
    return _is_below(last, line) and gap <= layout.gap + _EXTRA_GAP * line.height


def _is_wrapped_number(paragraph: list[Line], line: Line, *, full: bool) -> bool:
    """Whether a number or dash that begins a line is running text, not a list marker."""
    last = paragraph[-1]
    same_left = abs(line.left - last.left) <= _SAME_LEFT
    is_list = len(paragraph) == 1 and MARKER.match(last.text) is not None
    return full and same_left and not is_list and not ends_sentence(last.text)


def _goes_on_over(paragraph: list[Line], line: Line, layout: Layout, *, full: bool) -> bool:
    """Whether a paragraph continues over the end of its page or column.

    After the end of a sentence it does if its last line reaches the margin, and the next line
    begins where that line began.
    """
    last = paragraph[-1]
    if introduces(last.text, line.text) and _hangs(paragraph, line):
        return True
    same_look = last.bold == line.bold and abs(last.height - line.height) < 1
    if ends_sentence(last.text):
        same_left = last.page == line.page or abs(line.left - last.left) <= _SAME_LEFT
        reaches = len(paragraph) > 1 and layout.space_to_margin(last) < last.height / 4
        return same_look and same_left and reaches
    return runs_on(last.text, line.text) or (full and same_look)


def _hangs(paragraph: list[Line], line: Line) -> bool:
    """Whether a line is indented under the text of a list item, and so belongs to it."""
    first = paragraph[0]
    return MARKER.match(first.text) is not None and line.left > first.left + _SAME_LEFT
