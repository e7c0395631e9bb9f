"""What every reader gives: a document of blocks whose text leads back to the source."""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Base64Bytes, Field

Box = tuple[float, float, float, float]  # left, bottom, right, top
_BOX = struct.Struct("4f")


class BlockKind(StrEnum):
    """What a block is in the source."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CHECKBOX = "checkbox"


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """Boxes of the characters of a PDF page, in points from its lower left corner, unturned."""

    edges: Base64Bytes  # left, bottom, right and top of each character in turn, as 32-bit floats
    starts: tuple[int, ...]  # the first character of each line, in order

    def bounding_boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Returns the boxes around the characters ``start:end``, one per line; none without ink."""
        cuts = [start, *(cut for cut in self.starts if start < cut < end), end]
        boxes = list(_BOX.iter_unpack(self.edges[start * _BOX.size : end * _BOX.size]))
        lines = (boxes[first - start : last - start] for first, last in pairwise(cuts))
        return tuple(
            _around(inked) for line in lines if (inked := [b for b in line if b[0] < b[2]])
        )


def _around(boxes: list[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of the source file, in the units of its format."""

    # ``body``, ``footnotes``, ``header1``… in DOCX; ``body`` or ``styles`` (headers and footers)
    # in ODT; ``page`` in PDF; ``node`` in HTML; ``text`` elsewhere
    part: str
    # paragraph of the part in document order, from 0 (DOCX, ODT); page, from 1 (PDF); text node
    # of the page as parsed, from 0 (HTML); line, from 1 (text)
    unit: int
    start: int  # first character in the unit, from 0
    end: int  # character after the last
    # of a PDF, the boxes of the characters of the page
    page: Annotated[PageBoxes | None, Field(exclude=True)] = field(
        default=None, compare=False, repr=False
    )

    def subrange(self, start: int, end: int) -> Anchor:
        """Returns the anchor of another span of the same unit."""
        return Anchor(self.part, self.unit, start, end, self.page)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of the span on a PDF page, one per line; empty in other formats."""
        return () if self.page is None else self.page.bounding_boxes(self.start, self.end)

    def record(self) -> dict[str, Any]:
        """Returns the anchor as in result files: in a PDF with boxes, to a tenth of a point."""
        place = {name: getattr(self, name) for name in ("part", "unit", "start", "end")}
        boxes = [[round(edge, 1) for edge in box] for box in self.boxes]
        return place if self.page is None else {**place, "boxes": boxes}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start:end`` of a block's text and the anchor that they come from.

    Where both have the same length, character answers to character; otherwise (a
    ligature, a composed accent) the piece corresponds to its anchor as a whole.
    """

    start: int
    end: int
    anchor: Anchor

    def moved(self, by: int) -> Piece:
        """Returns the piece of the same characters, ``by`` characters later in the block."""
        return Piece(self.start + by, self.end + by, self.anchor)

    def clip(self, start: int, end: int) -> Piece:
        """Returns the part of the piece inside ``start:end`` of the block's text."""
        first, last = max(start, self.start), min(end, self.end)
        anchor = self.anchor
        if anchor.end - anchor.start == self.end - self.start:
            shift = anchor.start - self.start
            anchor = anchor.subrange(first + shift, last + shift)
        return Piece(first, last, anchor)


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a table cell: table, row and column, each from 0 in the document."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, paragraph of a table cell, or checkbox."""

    kind: BlockKind  # what it is
    # NFC text with runs of white space folded to one space, none at the ends. Of a checkbox, its
    # label without the box; of a list item, without its marker
    text: str
    pieces: tuple[Piece, ...] = ()  # in order, the source of each span of the text
    level: int = 0  # of a heading, its depth, from 1
    # of a list item, its bullet or number when the source shows it ("1.", "-"); of other blocks,
    # a number that the source counts before them
    marker: str = ""
    counted: bool = False  # whether the marker is such a number, which is not in the source's text
    checked: bool | None = None  # of a checkbox, whether it is ticked
    cell: Cell | None = None  # of text inside a table, its cell
    item: bool = False  # of a paragraph of a table cell, whether it is a list item
    placeholder: bool = False  # true for the prompt that a form shows where nothing was written
    quoted: int = 0  # how many marks of a quotation of an e-mail, ">", stand before it
    author: str = ""  # who wrote it, where a line of the answer before it says so
    # number of characters from the first on in bold (or underlined), where the source says so
    bold: int = 0

    def slice(self, start: int, end: int) -> Block:
        """Returns the block of ``text[start:end]``, stripped, with its pieces."""
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        end = start + len(raw.strip())
        moved = tuple(piece.moved(-start) for piece in self._clipped(start, end))
        bold = min(max(self.bold - start, 0), end - start)
        return replace(self, text=self.text[start:end], pieces=moved, bold=bold)

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are in bold."""
        return self.bold > 0 and not any(map(str.isalnum, self.text[self.bold :]))

    def locate(self, start: int, end: int) -> tuple[Anchor, ...]:
        """Returns the anchors in the source of ``text[start:end]``."""
        return tuple(piece.anchor for piece in self._clipped(start, end))

    def _clipped(self, start: int, end: int) -> list[Piece]:
        """Returns the pieces of ``text[start:end]``; a block may have thousands."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        last = bisect_left(self.pieces, end, first, key=lambda piece: piece.start)
        return [piece.clip(start, end) for piece in self.pieces[first:last]]


class RemarkKind(StrEnum):
    """What readers of the review should know of a file."""

    CHANGES = "changes"  # tracked changes, which are read as if they were accepted
    COMMENTS = "comments"
    FOREIGN = "foreign"  # paragraphs in another language than Spanish, which are not read
    EMBEDDED = "embedded"  # files of other programs inside the document, which are not read
    INSERTED = "inserted"  # files put into the text when it is opened, which are not read
    MACROS = "macros"
    PART = "part"  # few questions of the form: one institution's contribution


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file that its text does not show."""

    kind: RemarkKind  # what it is
    count: int  # how many of them there are
    # of changes and comments, their authors; of embedded files, their programs; of foreign
    # paragraphs, the beginning of the first
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read.

    Attributes:
        source: name of the file, without its folder.
        format: ``docx``, ``odt``, ``pdf``, ``html``, ``md`` or ``txt``.
        blocks: in reading order; none is empty but unlabelled checkboxes.
        running: headers and footers, each once; no part of the text.
        pictures: of a PDF, the pages, from 1, that are a picture, whose text nobody can read.
        remarks: of a DOCX, what was not read of it, and what was read in a way to know of.
    """

    source: str
    format: str
    blocks: tuple[Block, ...]
    running: tuple[Block, ...] = ()
    pictures: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The blocks' texts, one per line."""
        return "\n".join(block.text for block in self.blocks)
