"""Markdown as converters of PDF write it, and plain text, which is read the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.doubles import doubled
from meta87.reading.hyphens import mend, vocabulary
from meta87.reading.joining import ends_sentence, introduces, join, runs_on, starts_lower
from meta87.reading.markdown_inline import stretches
from meta87.reading.markdown_tables import Source, read_table, table_length
from meta87.reading.normalise import make_block
from meta87.reading.patterns import MARKER, OPEN_END, PAGE_NUMBER
from meta87.reading.structure import finish, has_box, starts_box

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?P<text>.*?)(?:\s+#+)?\s*")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_RULE = re.compile(r"\s*(?:[-*_=]\s?){3,}|\s*(?:`{3,}|~{3,})[a-z0-9+#]{0,12}\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:(?P<first>=)=+|--+)\s*")
_TAB = 4
_LONG = 40  # characters; a shorter text that stops without a stop may be a title
_WRAPPED = 120  # characters; text wrapped by hand has no longer lines


@dataclass(frozen=True, slots=True)
class _Part:
    """A block with how it stood in the file: its indent, and the blank lines before it."""

    block: Block
    blanks: int = 0


def read_markdown(text: str, name: str, kind: str) -> Document:
    """Reads Markdown or plain text.

    Args:
        text: the decoded content.
        name: name of the file.
        kind: ``md`` or ``txt``, the document's format.
    """
    lines = [Source(number, line) for number, line in enumerate(_LINE_END.split(text), 1)]
    words = vocabulary(line.text for line in lines)
    tables = count()
    parts: list[_Part] = []
    for blanks, run in _runs(lines):
        blocks = list(_blocks(run, words, tables))
        parts += [_Part(block, blanks if i == 0 else 0) for i, block in enumerate(blocks)]
    return Document(name, kind, finish(_levels(_join_pages(parts, words))))


def _runs(lines: Sequence[Source]) -> Iterator[tuple[int, list[Source]]]:
    """Yields groups of lines between blank lines, with the number of blank ones before."""
    run: list[Source] = []
    blanks = before = 0
    for line in [*lines, Source(0, "")]:
        if line.text.strip():
            before = before if run else blanks
            run.append(line)
            blanks = 0
            continue
        if run:
            yield before, run
            run = []
        blanks += 2 if "\f" in line.text else 1


def _blocks(run: Sequence[Source], words: frozenset[str], tables: count[int]) -> Iterator[Block]:
    paragraph: list[Source] = []
    width = max(len(line.text) for line in run)
    at = 0
    while at < len(run):
        line = run[at]
        length = table_length(run, at)
        if length or (paragraph and _breaks(paragraph[-1], line, width)):
            yield from _paragraph(paragraph, words)
            paragraph = []
        if length:
            yield from read_table(run[at : at + length], next(tables))
        elif paragraph and len(paragraph) == 1 and _UNDERLINE.fullmatch(line.text):
            yield _underlined(paragraph.pop(), line)
        elif heading := _HEADING.fullmatch(line.text):
            text = stretches(line.text, line.number, *heading.span("text"))
            yield make_block(BlockKind.HEADING, text, level=len(heading[1]))
        elif not _RULE.fullmatch(line.text):
            paragraph.append(line)
        at += length or 1
    yield from _paragraph(paragraph, words)


def _underlined(line: Source, underline: Source) -> Block:
    match = _UNDERLINE.fullmatch(underline.text)
    level = 1 if match is not None and match["first"] else 2
    return make_block(BlockKind.HEADING, stretches(line.text, line.number), level=level)


def _breaks(before: Source, line: Source, width: int) -> bool:
    """Returns whether a line begins something new after the one before it.

    Args:
        before: the line before.
        line: the line.
        width: length of the longest line between two blank lines.
    """
    first, second = _plain(before), _plain(line)
    if _UNDERLINE.fullmatch(line.text):
        return False
    if MARKER.match(second) or starts_box(second) or _HEADING.fullmatch(line.text):
        return True
    if not ends_sentence(first):
        wrapped = len(before.text) > 0.6 * min(width, _WRAPPED)
        return not (starts_lower(second) or wrapped or OPEN_END.search(first))
    room = width - len(before.text.rstrip()) - 1
    return width > _WRAPPED or len(second.split(" ", 1)[0]) <= room


def _plain(line: Source) -> str:
    return make_block(BlockKind.PARAGRAPH, stretches(line.text, line.number)).text


def _paragraph(lines: Sequence[Source], words: frozenset[str]) -> Iterator[Block]:
    if not lines:
        return
    block = _line_block(lines[0])
    for line in lines[1:]:
        block = _joined(block, _line_block(line), words)
    yield block


def _line_block(line: Source) -> Block:
    quote = _QUOTE.match(line.text)
    start = quote.end() if quote else 0
    indent = len(line.text) - len(line.text.lstrip())
    columns = len(line.text[:indent].expandtabs(_TAB))
    return make_block(BlockKind.PARAGRAPH, stretches(line.text, line.number, start), level=columns)


def _joined(first: Block, second: Block, words: frozenset[str]) -> Block:
    second = second.slice(doubled(first.text, second.text), len(second.text))
    dropped, glue = mend(first.text, second.text, words)
    return join(first.slice(0, len(first.text) - dropped), second, glue)


def _join_pages(parts: Sequence[_Part], words: frozenset[str]) -> Iterator[Block]:
    """Yields the blocks, with sentences joined that page breaks or page numbers split."""
    last: Block | None = None
    held: Block | None = None  # a page number, until what follows is known
    for part in parts:
        if last is None:
            last = part.block
        elif held is None and PAGE_NUMBER.fullmatch(part.block.text) and part.block.cell is None:
            held = part.block
        elif _are_halves(last, part, number_between=held is not None):
            last, held = _joined(last, part.block, words), None
        else:
            yield last
            if held is not None:
                yield held
            last, held = part.block, None
    yield from (block for block in (last, held) if block is not None)


def _are_halves(first: Block, part: _Part, *, number_between: bool) -> bool:
    second = part.block
    if {first.kind, second.kind} != {BlockKind.PARAGRAPH} or not (part.blanks or number_between):
        return False
    if has_box(first.text) or starts_box(second.text) or MARKER.match(second.text):
        return False
    if introduces(first.text, second.text):  # where it is indented under its item
        return MARKER.match(first.text) is not None and second.level > first.level
    if not runs_on(first.text, second.text):
        return False
    page_break = part.blanks > 1 or number_between
    return page_break or len(first.text) >= _LONG or OPEN_END.search(first.text) is not None


def _levels(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yields the blocks, with the indents of adjacent list items turned into levels, from 0."""
    indents: list[int] = []
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or not MARKER.match(block.text):
            indents = []
            yield block if block.kind is not BlockKind.PARAGRAPH else replace(block, level=0)
            continue
        indents = [*(indent for indent in indents if indent < block.level), block.level]
        yield replace(block, level=len(indents) - 1)
