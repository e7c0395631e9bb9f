"""Tables in Markdown and plain text: rows of cells parted by pipes or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.joining import join, runs_on
from meta87.reading.markdown_inline import stretches
from meta87.reading.normalise import make_block
from meta87.reading.patterns import MARKER

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the file and its number, from 1."""

    number: int
    text: str


def table_length(run: Sequence[Source], at: int) -> int:
    """Returns how many lines of the group form a table, from ``at`` on; 0 if none begins there.

    A table of pipes has rows that begin with a pipe, or a rule under its first row. A table of
    tabs has adjacent cells in two rows and in most; converters of PDF also put a tab
    after a number and before a box, and those form no table.
    """
    lines = run[at:]
    if _is_pipe_table(lines):
        return _count(lines, _PIPE)
    if at and "\t" in run[at - 1].text:
        return 0
    length = _count(lines, _TAB)
    full = [line for line in lines[:length] if _has_cells(line)]
    return length if len(full) > 1 and len(full) * 2 > length else 0


def read_table(lines: Sequence[Source], table: int) -> Iterator[Block]:
    """Yields the cells of the lines that `table_length` counted."""
    separator = _PIPE if _is_pipe_table(lines) else _TAB
    rows = [line for line in lines if not (separator is _PIPE and _RULE.fullmatch(line.text))]
    found = (
        [
            make_block(
                BlockKind.TABLE_CELL,
                stretches(line.text, line.number, start, end),
                cell=Cell(table, row, column),
            )
            for column, (start, end) in enumerate(_cells(line.text, separator))
        ]
        for row, line in enumerate(rows)
    )
    yield from _wrapped_joined(found)


def _wrapped_joined(rows: Iterable[list[Block]]) -> Iterator[Block]:
    """Yields the cells with text; a sentence that continues over rows of one cell is one cell."""
    last: Block | None = None  # the only cell of the row before
    for row in rows:
        cells = [cell for cell in row if cell.text]
        if last is not None and len(cells) == 1 and runs_on(last.text, cells[0].text):
            last = join(last, cells[0])
            continue
        if last is not None:
            yield last
        last = cells[0] if len(cells) == 1 else None
        if last is None:
            yield from cells
    if last is not None:
        yield last


def _count(lines: Sequence[Source], separator: re.Pattern[str]) -> int:
    length = 0
    while length < len(lines) and separator.search(lines[length].text):
        length += 1
    return length


def _is_pipe_table(lines: Sequence[Source]) -> bool:
    first = lines[0].text.strip()
    if len(_PIPE.findall(first)) > 1 and first.startswith("|"):
        return True
    ruled = len(lines) > 1 and "|" in lines[1].text and _RULE.fullmatch(lines[1].text)
    return _PIPE.search(first) is not None and bool(ruled)


def _has_cells(line: Source) -> bool:
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
