"""The runs of a paragraph and the blocks that they become, alike in DOCX, ODT and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.line_joining import ends_sentence, starts_lower
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
    lists.
    """
    breaks = [index for index, run in enumerate(runs) if run == BREAK]
    lines = ["".join(runs[a + 1 : b]).strip() for a, b in pairwise([-1, *breaks, len(runs)])]
    starts, written = [0], False
    for index, (line, after) in zip(breaks, pairwise(lines), strict=True):
        written = written or bool(line)
        is_line = after[:1].isupper() and not OPEN_END.search(line)
        if written and after and (not line or is_line or _begins_paragraph(line, after)):
            starts.append(index + 1)
            written = False
    return starts


def _begins_paragraph(line: str, after: str) -> bool:
    if QUOTE.match(after):
        return True
    listed = MARKER.match(after) is not None or starts_box(after)
    if ends_sentence(line):
        return listed or not starts_lower(after)
    return listed and (not after[0].isdigit() or MARKER.match(line) is not None)
