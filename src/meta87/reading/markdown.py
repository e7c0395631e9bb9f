"""Markdown as converters of PDF write it, and plain text, which is read the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, repeat, takewhile
from typing import NamedTuple

from meta87.reading.document import Block, BlockKind, Cell, Document
from meta87.reading.line_joining import (
    Joined,
    breaks,
    introduces,
    line_join,
    repeated_url_length,
    runs_on,
    starts_lower,
    vocabulary,
)
from meta87.reading.markdown_inline import spans
from meta87.reading.normalise import make_block
from meta87.reading.patterns import MARKER, OPEN_END, PAGE_NUMBER
from meta87.reading.postprocess import finish, has_box, quote_ends, starts_box

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_HEADING_END = re.compile(r"\s#+$")
_RULE = re.compile(r"\s*(?:[-*_=]\s?){3,}|\s*(?:`{3,}|~{3,})[a-z0-9+#]{0,12}\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:(?P<first>=)=+|--+)\s*")
_TABLE_RULE = re.compile(r"(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")
_TAB_WIDTH = 4
_LONG = 40  # characters; a shorter text that ends without a full stop may be a title


class _Line(NamedTuple):
    """A line of the file, its number, from 1, and its text as a paragraph.

    The level of the block is the column in which the line begins; the marks of a quotation are not
    in its text.
    """

    number: int
    text: str
    block: Block

    @classmethod
    def of(cls, number: int, text: str, quote: int = 0) -> _Line:
        """Parses the markup of a line, in which marks of a quotation end at ``quote``."""
        indent = text[: len(text) - len(text.lstrip())]
        block = make_block(
            BlockKind.PARAGRAPH,
            spans(text, number, quote),
            level=len(indent.expandtabs(_TAB_WIDTH)),
            quoted=text.count(">", 0, quote),
        )
        return cls(number, text, block)


def read_markdown(text: str, name: str, kind: str) -> Document:
    """Reads Markdown or plain text, of the format ``md`` or ``txt``."""
    texts = _LINE_END.split(text)
    lines = list(map(_Line.of, count(1), texts, quote_ends(texts)))
    words = vocabulary(line.text for line in lines)
    tables = count()
    parts: list[tuple[int, Block]] = []  # each with the number of empty lines before it
    for gap, group in _groups(lines):
        blocks = _blocks(group, words, tables)
        parts += zip(chain([gap], repeat(0)), blocks, strict=False)
    return Document(name, kind, finish(_levels(_join_pages(parts, words))))


def _groups(lines: Sequence[_Line]) -> Iterator[tuple[int, list[_Line]]]:
    """Yields groups of lines between empty lines, with the number of empty ones before."""
    group: list[_Line] = []
    gap = before = 0
    for line in [*lines, _Line.of(0, "")]:
        if line.text.replace(">", "").strip():
            before = before if group else gap
            group.append(line)
            gap = 0
            continue
        if group:
            yield before, group
            group = []
        gap += 2 if "\f" in line.text else 1


def _blocks(group: Sequence[_Line], words: frozenset[str], tables: count[int]) -> Iterator[Block]:
    paragraph: list[_Line] = []
    width = max(len(line.text) for line in group)
    at = 0
    while at < len(group):
        line = group[at]
        length = _table_length(group, at)
        if length or (paragraph and _breaks(paragraph[-1], line, width)):
            yield from _paragraph(paragraph, words)
            paragraph = []
        if length:
            yield from _read_table(group[at : at + length], next(tables))
        elif len(paragraph) == 1 and (underline := _UNDERLINE.fullmatch(line.text)):
            yield _heading(paragraph.pop(), 1 if underline["first"] else 2)
        elif heading := _HEADING.match(line.text):
            yield _heading(line, len(heading[1]), heading.end())
        elif not _RULE.fullmatch(line.text):
            paragraph.append(line)
        at += length or 1
    yield from _paragraph(paragraph, words)


def _heading(line: _Line, level: int, start: int = 0) -> Block:
    end = len(line.text.rstrip())
    if start and (closing := _HEADING_END.search(line.text[:end])):
        end = closing.start()
    text = spans(line.text, line.number, start, max(start, end))
    return make_block(BlockKind.HEADING, text, level=level)


def _breaks(before: _Line, line: _Line, width: int) -> bool:
    """Whether a line begins a new block after another; the longest of their group has a width."""
    first, second = before.block.text, line.block.text
    if _UNDERLINE.fullmatch(line.text):
        return False
    if _HEADING.match(line.text) or line.block.quoted > before.block.quoted:
        return True
    if line.block.quoted and not starts_lower(second):  # it may be a question of the form
        return True
    return breaks(first, second, width, len(before.text.rstrip()))


def _paragraph(lines: Sequence[_Line], words: frozenset[str]) -> Iterator[Block]:
    if lines:
        joined = Joined(lines[0].block)
        for line in lines[1:]:
            _add(joined, line.block, words)
        yield joined.block()


def _add(joined: Joined, block: Block, words: frozenset[str]) -> None:
    """Adds a line or paragraph to those that it continues."""
    block = block.slice(repeated_url_length(joined.tail, block.text), len(block.text))
    joined.add(block, *line_join(joined.tail, block.text, words))


def _join_pages(parts: Sequence[tuple[int, Block]], words: frozenset[str]) -> Iterator[Block]:
    """Yields the blocks, with sentences joined that page breaks or page numbers split."""
    last: Joined | None = None
    page_number: Block | None = None  # until the block after it is known
    for gap, block in parts:
        is_number = PAGE_NUMBER.fullmatch(block.text) and block.cell is None
        if last is not None and page_number is None and is_number:
            page_number = block
        elif last is not None and _are_halves(last, block, gap, page_number):
            _add(last, block, words)
            page_number = None
        else:
            yield from _pending(last, page_number)
            last, page_number = Joined(block), None
    yield from _pending(last, page_number)


def _pending(last: Joined | None, page_number: Block | None = None) -> Iterator[Block]:
    if last is not None:
        yield last.block()
    if page_number is not None:
        yield page_number


def _are_halves(first: Joined, second: Block, gap: int, page_number: Block | None) -> bool:
    """Whether a block continues another over empty lines or a page number."""
    kinds = {first.first.kind, second.kind}
    if kinds != {BlockKind.PARAGRAPH} or not (gap or page_number):
        return False
    if has_box(first.tail) or starts_box(second.text) or MARKER.match(second.text):
        return False
    if introduces(first.tail, second.text):  # where it is indented under its item
        marked = MARKER.match(first.first.text) is not None
        return marked and second.level > first.first.level
    if not runs_on(first.tail, second.text):
        return False
    long = first.length >= _LONG or OPEN_END.search(first.tail) is not None
    return long or gap > 1 or page_number is not None


def _levels(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yields the blocks, with the indents of adjacent list items turned into levels, from 0."""
    indents: list[int] = []
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or not MARKER.match(block.text):
            indents = []
            yield block if block.kind is not BlockKind.PARAGRAPH else replace(block, level=0)
            continue
        while indents and indents[-1] >= block.level:
            indents.pop()
        indents.append(block.level)
        yield replace(block, level=len(indents) - 1)


def _table_length(group: Sequence[_Line], at: int) -> int:
    """Returns how many lines of the group form a table, from ``at`` on; 0 if none begins there.

    A table of pipes has rows that begin with a pipe, or a rule under its first row. A table of
    tabs has adjacent cells in two rows and in most; converters of PDF also put a tab
    after a number and before a box, and those form no table.
    """
    if _is_pipe_table(group[at : at + 2]):
        return len(_rows(group, at, _PIPE))
    if at and "\t" in group[at - 1].text:
        return 0
    rows = _rows(group, at, _TAB)
    full = sum(map(_has_cells, rows))
    return len(rows) if full > 1 and full * 2 > len(rows) else 0


def _rows(group: Sequence[_Line], at: int, separator: re.Pattern[str]) -> list[_Line]:
    """Returns the adjacent lines with a separator of cells, from ``at`` on."""
    lines = (group[index] for index in range(at, len(group)))
    return list(takewhile(lambda line: separator.search(line.text), lines))


def _read_table(lines: Sequence[_Line], table: int) -> Iterator[Block]:
    """Yields the cells with text of the lines that `_table_length` counted.

    A sentence that continues over rows of one cell is one cell.
    """
    separator = _PIPE if _is_pipe_table(lines) else _TAB
    rows = [line for line in lines if separator is _TAB or not _is_table_rule(line)]
    last: Joined | None = None  # the only cell of the row before
    for row, line in enumerate(rows):
        made = (
            make_block(
                BlockKind.TABLE_CELL, spans(line.text, line.number, start, end),
                cell=Cell(table, row, column),
            )
            for column, (start, end) in enumerate(_cells(line.text, separator))
        )  # fmt: skip
        cells = [cell for cell in made if cell.text]
        if last is not None and len(cells) == 1 and runs_on(last.tail, cells[0].text):
            last.add(cells[0])
            continue
        yield from _pending(last)
        last = Joined(cells[0]) if len(cells) == 1 else None
        yield from cells if last is None else ()
    yield from _pending(last)


def _is_table_rule(line: _Line) -> bool:
    return _TABLE_RULE.fullmatch(line.text.strip()) is not None


def _is_pipe_table(lines: Sequence[_Line]) -> bool:
    first = lines[0].text.strip()
    if first.startswith("|") and len(_PIPE.findall(first)) > 1:
        return True
    ruled = len(lines) > 1 and "|" in lines[1].text and _is_table_rule(lines[1])
    return ruled and _PIPE.search(first) is not None


def _has_cells(line: _Line) -> bool:
    texts = [text for text in line.text.split("\t") if text.strip()]
    return len(texts) > 1 and MARKER.fullmatch(texts[0].strip() + " ") is None


def _cells(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Returns first and last column of each cell; pipes at the ends separate nothing."""
    start, end = 0, len(text)
    if separator is _PIPE:
        start += len(text) - len(text.lstrip())
        start += text.startswith("|", start)
        end = len(text.rstrip())
        end -= end > start and text[end - 1] == "|" and text[end - 2] != "\\"
    cuts = [match.start() for match in separator.finditer(text, start, end)]
    return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))
