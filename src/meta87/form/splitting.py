"""One question a block: lines that hold several are cut, and ticked table cells become boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from meta87.form.folding import fold
from meta87.form.form import Form, Found
from meta87.form.patterns import ADJOINING, IN_LABEL, MARK, NEXT, NUMBER_CELL, NUMBERED
from meta87.reading.document import Block, BlockKind

MOST_CUTS = 40  # places in a line where a question may begin
SURE = 90.0  # likeness of a question that begins inside a line


def prepare(blocks: Iterable[Block], form: Form) -> list[Block]:
    """Returns the blocks of a document, prepared for matching the questions."""
    split = [part for block in blocks for part in _split(block, form)]
    return _boxed(_numbered(split, form), form)


def _numbered(blocks: list[Block], form: Form) -> list[Block]:
    """Returns the blocks, each question with the number from the cell before it."""
    for at, (block, following) in enumerate(pairwise(blocks)):
        here, there = block.cell, following.cell
        if here is None or there is None or (here.table, here.row) != (there.table, there.row):
            continue
        if NUMBER_CELL.fullmatch(block.text) and form.question_at([following], 0):
            blocks[at] = replace(block, placeholder=True)
            blocks[at + 1] = replace(following, marker=block.text)
    return blocks


def _split(block: Block, form: Form) -> Iterator[Block]:
    """Yields the parts of a block, cut where another question begins in it."""
    for cut in _cuts(block, form):
        rest = replace(block.slice(cut, len(block.text)), marker="", level=0)
        if rest.kind is not BlockKind.TABLE_CELL:
            rest = replace(rest, kind=BlockKind.PARAGRAPH, checked=None)
        if _begins(rest, form) or _goes_on(block, cut, form):
            yield block.slice(0, cut)
            yield from _split(rest, form)
            return
    yield block


def _begins(rest: Block, form: Form) -> bool:
    """Returns whether a question of the form begins a part of a line."""
    found = form.question_at([rest], 0)
    return found is not None and found.score >= SURE and not found.quoted


def _goes_on(block: Block, cut: int, form: Form) -> bool:
    """Returns whether a question is followed by another one, with the next number."""
    following = NEXT.match(block.text, cut)
    if following is None:
        return False
    found = _first(block, form)
    if found is None or found.number is None:
        return False
    return found.cut == cut and int(following[1]) == found.number + 1


def _cuts(block: Block, form: Form) -> list[int]:
    """Returns the offsets at which another question may begin, the first one first."""
    pattern = IN_LABEL if block.kind is BlockKind.CHECKBOX else NUMBERED
    cuts = [match.end() for match in islice(pattern.finditer(block.text), MOST_CUTS)]
    first = _first(block, form)
    if first is not None and not first.alone:
        cuts.append(first.cut)
    return sorted(cuts)


def _first(block: Block, form: Form) -> Found | None:
    """Returns the question that a block begins with; before another, also a reworded one."""
    found = form.question_at([block], 0)
    if found is not None or block.kind is BlockKind.CHECKBOX or not ADJOINING.search(block.text):
        return found
    return form.reworded_at([block], 0)


@dataclass(slots=True)
class _Table:
    """Indices of the blocks of a table: those that name an option, and those that tick one."""

    labels: list[int]
    marks: list[int]


def _boxed(blocks: list[Block], form: Form) -> list[Block]:
    """Turns cells with options into checkboxes, ticked by a mark or an empty box next to them."""
    tables: dict[int, _Table] = defaultdict(lambda: _Table([], []))
    for index, block in enumerate(blocks):
        if block.cell is None:
            continue
        if fold(block.text).text in form.labels and block.kind is BlockKind.TABLE_CELL:
            tables[block.cell.table].labels.append(index)
        elif _is_mark(block):
            tables[block.cell.table].marks.append(index)
    for table in tables.values():
        if len(table.labels) > 1 and table.marks:
            _tick(blocks, table)
    return blocks


def _is_mark(block: Block) -> bool:
    if block.kind is BlockKind.CHECKBOX:
        return not block.text
    return MARK.fullmatch(block.text) is not None


def _tick(blocks: list[Block], table: _Table) -> None:
    """Turns the labels into checkboxes, and removes the marks that tick them from the text."""
    ticks = {mark: _labelled(blocks, mark, table.labels) for mark in table.marks}
    ticked = {label for mark, label in ticks.items() if blocks[mark].checked is not False}
    for label in table.labels:
        blocks[label] = replace(
            blocks[label], kind=BlockKind.CHECKBOX, checked=label in ticked, cell=None
        )
    for mark in (mark for mark, label in ticks.items() if label is not None):
        blocks[mark] = replace(
            blocks[mark], kind=BlockKind.PARAGRAPH, checked=None, cell=None, placeholder=True
        )


def _labelled(blocks: Sequence[Block], mark: int, labels: Sequence[int]) -> int | None:
    """Returns the label that a mark ticks: that of its row or column, else the one next to it."""
    here = blocks[mark].cell
    cells = [(label, cell) for label in labels if (cell := blocks[label].cell) is not None]
    if here is None:
        return None
    row = [label for label, cell in cells if cell.row == here.row]
    column = [label for label, cell in cells if cell.column == here.column]
    for found in (row, column):
        if len(found) == 1:
            return found[0]
    leads = bool(row) and _leads(blocks, row[0])
    beside = [label for label in row if label < mark][-1:] if leads else row
    return next((label for label in beside if leads or label > mark), None)


def _leads(blocks: Sequence[Block], label: int) -> bool:
    """Returns whether a label is the first of its row, or right of a cell that is not a mark.

    Blocks come in the order of their cells; cells without text have no block.
    """
    cell, left = blocks[label].cell, blocks[max(label - 1, 0)]
    if cell is None or cell.column == 0:
        return True
    if left.cell is None or _is_mark(left) or left.cell.row != cell.row:
        return False
    return left.cell == replace(cell, column=cell.column - 1)
