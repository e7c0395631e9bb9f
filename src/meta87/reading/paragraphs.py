"""The runs of a paragraph and the blocks that they become, alike in DOCX, ODT and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.line_joining import ends_sentence, in_capitals_above, starts_lower
from meta87.reading.normalise import SourceSpan, make_block
from meta87.reading.patterns import (
    HEADING_STYLE,
    LIST_STYLE,
    MARKER,
    OPEN_END,
    QUOTE,
    TITLE_STYLE,
)
from meta87.reading.postprocess import starts_box

BREAK = "\v"  # a line break, as readers give it; white space like any other
_NARROW = 45  # characters of the longest of lines that were wrapped by hand
_PAIR = 2  # lines, which show little of how wide they may be
_RAGGED = 12  # characters by which such lines differ
_FIELD = re.compile(r"[^\W\d_][^.:;?!]{0,24}:\s")  # what a line of a header begins with
_LONGEST_TITLE = 60  # characters of a line above a text


@dataclass(frozen=True, slots=True)
class Run(SourceSpan):
    """Characters of a paragraph that belong together, as they are shown."""

    prompt: bool = False  # whether they are the prompt of an empty field


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is, as `Block` says it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    counted: bool = False


PLAIN = Role()
AnyRun = TypeVar("AnyRun", bound=Run)


def named_role(name: str) -> Role | None:
    """Returns the role that a style has by its name, if it says one."""
    if heading := HEADING_STYLE.match(name):
        return Role(BlockKind.HEADING, int(heading[1]))
    if TITLE_STYLE.fullmatch(name):
        return Role(BlockKind.HEADING, 1)
    return Role(BlockKind.LIST_ITEM) if LIST_STYLE.match(name) else None


def run_block(runs: Sequence[Run], role: Role, cell: Cell | None) -> Block:
    """Returns the block of adjacent runs; in a table cell it keeps whether it is a list item."""
    block = make_block(
        role.kind, runs, level=role.level, marker=role.marker, counted=role.counted,
        placeholder=runs[0].prompt,
    )  # fmt: skip
    if cell is not None:
        item = block.kind is BlockKind.LIST_ITEM
        block = replace(block, kind=BlockKind.TABLE_CELL, level=0, cell=cell, item=item)
    return block


def paragraphs(runs: Sequence[AnyRun]) -> Iterator[Sequence[AnyRun]]:
    """Yields the runs of a paragraph, split at lines that begin another and at a closing prompt."""
    cut = _prompt_start(runs)
    starts = sorted({*_line_starts([run.text for run in runs[:cut]]), cut, len(runs)})
    yield from (runs[a:b] for a, b in pairwise(starts))


def _prompt_start(runs: Sequence[Run]) -> int:
    """Returns the index of the first run of the prompt that ends a paragraph, if one does."""
    start = len(runs)
    while start and (runs[start - 1].prompt or not runs[start - 1].text.strip()):
        start -= 1
    while start < len(runs) and not runs[start].prompt:
        start += 1
    return start


def _line_starts(runs: Sequence[str]) -> list[int]:
    """Returns the indices of the runs that begin a new paragraph, and of the first.

    A field of plain text has no paragraphs; its lines are separated by breaks, and so are typed
    lists. A line that was only wrapped by hand continues.
    """
    breaks = [index for index, run in enumerate(runs) if run == BREAK]
    lines = ["".join(runs[a + 1 : b]).strip() for a, b in pairwise([-1, *breaks, len(runs)])]
    starts, written = [0], False
    is_wrapped = _is_wrapped([line for line in lines if line])
    for index, (line, after) in zip(breaks, pairwise(lines), strict=True):
        written = written or bool(line)
        is_line = not is_wrapped and after[:1].isupper() and not OPEN_END.search(line)
        if written and after and (not line or is_line or _begins_paragraph(line, after)):
            starts.append(index + 1)
            written = False
    return starts


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were wrapped by hand: none but the last has much room for the next word.

    Those of a header or signature, of which each says something else, are short or of any length.
    """
    width = max(map(len, lines), default=0)
    full = (len(line) + len(after.split()[0]) + _RAGGED > width for line, after in pairwise(lines))
    is_wide = width >= _NARROW or (len(lines) == _PAIR and not lines[0].endswith(","))
    return is_wide and all(full) and not all(map(_FIELD.match, lines))


def _begins_paragraph(line: str, after: str) -> bool:
    if QUOTE.match(after):
        return True
    listed = MARKER.match(after) is not None or starts_box(after)
    if ends_sentence(line):
        return listed or not starts_lower(after)
    if listed and (not after[0].isdigit() or MARKER.match(line)):
        return True
    return in_capitals_above(line, after) or _is_title(line, after)


def _is_title(line: str, after: str) -> bool:
    """Whether a line is a short title above a sentence."""
    is_short = len(line) <= _LONGEST_TITLE and not OPEN_END.search(line)
    is_text = len(after) > len(line) and (ends_sentence(after) or len(after) > _LONGEST_TITLE)
    return is_short and is_text and after.lstrip('¿¡«“"')[:1].isupper()
