"""A document as a flow of texts in their contexts, and the blocks that it becomes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from lxml import etree

from meta87.reading.document import Anchor, Block, BlockKind, Cell
from meta87.reading.paragraphs import PLAIN, Role, Run, paragraphs, run_block


@dataclass(frozen=True, slots=True)
class Context:
    """What is around a text."""

    role: Role = PLAIN  # of its paragraph
    item: int | None = None  # number of the list item around it among all
    cell: Cell | None = None  # of a table
    row: tuple[int, int] | None = None  # of the outermost table around it, which has a number
    bold: bool = False  # whether it is in bold
    prompt: bool = False  # whether it is the prompt of an empty field

    def in_cell(self, cell: Cell) -> Context:
        """Returns the context inside a cell of a table that is in this one."""
        return Context(cell=cell, row=self.row or (cell.table, cell.row))


OUTSIDE = Context()  # of any list and table


@dataclass(frozen=True, slots=True)
class Token(Run):
    """A text with its context, or the end of a paragraph."""

    context: Context = OUTSIDE
    note: str = ""  # id of the note that it refers to
    ends: bool = False  # whether it ends a paragraph
    blocks: tuple[Block, ...] = ()  # that follow it then

    @classmethod
    def of(cls, context: Context, text: str, anchor: Anchor, note: str = "") -> Token:
        """Returns a token that looks as its context says."""
        return cls(text, anchor, context.bold, context.prompt, context, note)


_NOWHERE = Anchor("", 0, 0, 0)
END = Token("", _NOWHERE, ends=True)


def ready(*blocks: Block) -> Token:
    """Returns the token of blocks that were made otherwise."""
    return Token("", _NOWHERE, ends=True, blocks=blocks)


class Flow(Protocol):
    """What a format gives: the tokens inside an element, and the notes that they refer to."""

    notes: dict[str, list[etree._Element]]

    def inside(self, element: etree._Element) -> Iterator[Token]:
        """Yields the content of an element."""


class FlowReader:
    """Makes blocks of a flow; a note follows the paragraph that refers to it."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.begun: set[int] = set()  # the list items of which a paragraph was read
        self.row: tuple[int, int] | None = None  # the current table and row
        self.pending_notes: deque[str] = deque()  # of that row
        self.in_note = False

    def element(self, element: etree._Element) -> Iterator[Block]:
        """Yields the blocks inside an element, each paragraph followed by its notes."""
        run: list[Token] = []
        for token in self.flow.inside(element):
            if not token.ends:
                run.append(token)
                continue
            yield from self.paragraph(run)
            yield from token.blocks
            run = []
        yield from self.paragraph(run)
        if not self.in_note:
            self.row = None
            yield from self.flush_notes()

    def rest(self) -> Iterator[Block]:
        """Yields the blocks of the notes that nothing referred to."""
        self.pending_notes.extend(self.flow.notes)
        yield from self.flush_notes()

    def paragraph(self, run: list[Token]) -> Iterator[Block]:
        """Yields the block of a paragraph, its closing prompt as a separate block, its notes.

        The notes of a row follow it, so that its cells stay together.
        """
        if not any(token.text.strip() or token.note for token in run):
            return
        row = run[0].context.row
        if row != self.row:
            yield from self.flush_notes()
        self.row = row
        role: Role | None = None
        for tokens in paragraphs(run):
            shown = (token.context for token in tokens if token.text.strip())
            if context := next(shown, None):
                role = replace(role, marker="", counted=False) if role else self.role(context)
                yield run_block(tokens, role, context.cell)
        self.pending_notes += [token.note for token in run if token.note]
        if row is None:
            yield from self.flush_notes()

    def flush_notes(self) -> Iterator[Block]:
        """Yields the blocks of the pending notes, each once, then of those that they refer to."""
        if self.in_note:
            return
        self.in_note = True
        while self.pending_notes:
            for note in self.flow.notes.pop(self.pending_notes.popleft(), ()):
                yield from self.element(note)
        self.in_note = False

    def role(self, context: Context) -> Role:
        """Returns the role of a paragraph; only the first in a list item begins it."""
        if context.role.kind is BlockKind.LIST_ITEM and context.item is not None:
            if context.item in self.begun:
                return PLAIN
            self.begun.add(context.item)
        return context.role
