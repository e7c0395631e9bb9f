"""An HTML page as a flow: its texts, each with its place, and the breaks between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from lxml import etree

from meta87.reading.breaks import BREAK
from meta87.reading.document import Anchor, BlockKind, Cell
from meta87.reading.html_fields import FIELDS, field_text
from meta87.reading.links import address
from meta87.reading.patterns import HTML_BLOCKS, HTML_HIDDEN, HTML_SKIPPED

_MOST_SPANNED = 200  # rows or columns: no form has more
_START = Anchor("node", 0, 0, 0)
_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where text stands on the page.

    Attributes:
        level: of the heading around it, or 0.
        lists: how many lists deep.
        item: number of the list item around it among all, or None; its first paragraph begins it.
        marker: the number that the page shows before that item.
        numbers: what the items of the list around it are numbered with, if they are.
        grid: the table around it.
        cell: its cell.
    """

    level: int = 0
    lists: int = 0
    item: int | None = None
    marker: str = ""
    numbers: count[int] | None = None
    grid: Grid | None = None
    cell: Cell | None = None

    @property
    def kind(self) -> BlockKind:
        """The kind of a paragraph there, whether in a cell or not."""
        if self.level:
            return BlockKind.HEADING
        return BlockKind.PARAGRAPH if self.item is None else BlockKind.LIST_ITEM


@dataclass(frozen=True, slots=True)
class Token:
    """A text with its place; without text, the end of a paragraph.

    Attributes:
        place: where it stands.
        text: characters, or "".
        anchor: their text node.
        prompt: whether it is the prompt of an empty field.
        note: id of the note that is referred to there.
    """

    place: Place
    text: str = ""
    anchor: Anchor = _START
    prompt: bool = False
    note: str = ""


class Grid:
    """The cells of a table, counted as its rows are read; merged cells take several places."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.row = -1
        self.column = 0
        self.taken: dict[int, int] = {}  # by column, the last row that a cell reaches down to

    def begin_row(self) -> None:
        """Goes to the next row."""
        self.row += 1
        self.column = 0

    def cell(self, element: etree._Element) -> Cell:
        """Returns the place of the next cell of the row."""
        self.row = max(self.row, 0)
        while self.taken.get(self.column, -1) >= self.row:
            self.column += 1
        cell = Cell(self.table, self.row, self.column)
        width, height = (_spanned(element.get(name)) for name in ("colspan", "rowspan"))
        for column in range(self.column, self.column + width):
            self.taken[column] = self.row + height - 1
        self.column += width
        return cell


class Flow:
    """One pass over a page, or over one of the elements that stand ``apart`` from it."""

    def __init__(self, root: etree._Element, apart: Set[etree._Element]) -> None:
        # The texts that XPath gives know the element that they stand in or after.
        texts: Any = root.xpath("//text()")
        self.units = {(text.getparent(), text.is_tail): unit for unit, text in enumerate(texts)}
        self.apart = apart
        self.tables = count()
        self.items = count()
        self.last = _START

    def inside(self, element: etree._Element, place: Place) -> Iterator[Token]:
        """Yields the content of an element."""
        yield from self.text(element, place, is_tail=False)
        for child in element:
            yield from self.visit(child, place)
            yield from self.text(child, place, is_tail=True)

    def text(self, element: etree._Element, place: Place, *, is_tail: bool) -> Iterator[Token]:
        """Yields the text at the start of an element, or after it."""
        text = element.tail if is_tail else element.text
        if text:
            unit = self.units[element, is_tail]
            self.last = Anchor("node", unit, len(text), len(text))
            yield Token(place, text, Anchor("node", unit, 0, len(text)))

    def visit(self, element: etree._Element, place: Place) -> Iterator[Token]:
        """Yields an element: a field, a break, a block between two breaks, or its content."""
        tag = str(element.tag)
        if tag in HTML_SKIPPED or element in self.apart or _is_hidden(element):
            return
        if tag in FIELDS:
            found = field_text(element)
            yield Token(place, found.text, self.last, prompt=found.prompt)
        elif tag == "br":
            yield Token(place) if _is_double(element) else Token(place, BREAK, self.last)
        elif tag in HTML_BLOCKS:
            yield Token(place)
            yield from self.inside(element, self.enter(element, tag, place))
            yield Token(place)
        else:
            if tag == "a" and element.get("href", "").startswith("#"):
                yield Token(place, " ", self.last, note=element.get("href", "")[1:])
            said = ""
            for token in self.inside(element, place):
                said += token.text
                yield token
            if tag == "a" and (shown := address(said, element.get("href", ""))):
                yield Token(place, shown, self.last)

    def enter(self, element: etree._Element, tag: str, place: Place) -> Place:
        """Returns the place inside a block element."""
        if re.fullmatch("h[1-6]", tag):
            return replace(place, level=int(tag[1]))
        if tag in {"ul", "ol", "menu", "dir"}:
            numbers = count(_number(element.get("start"), 1)) if tag == "ol" else None
            return replace(place, lists=place.lists + 1, numbers=numbers, item=None)
        if tag == "li":
            marker = f"{next(place.numbers)}." if place.numbers is not None else ""
            return replace(place, item=next(self.items), marker=marker)
        if tag == "table":
            return Place(grid=Grid(next(self.tables)), cell=place.cell)
        if tag == "tr" and place.grid is not None:
            place.grid.begin_row()
        if tag in {"td", "th"} and place.grid is not None:
            return Place(grid=place.grid, cell=place.grid.cell(element))
        return place


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style", "")
    return element.get("hidden") is not None or HTML_HIDDEN.search(style) is not None


def _is_double(line_break: etree._Element) -> bool:
    """Returns whether a line break is followed by another; together they end a paragraph."""
    following = line_break.getnext()
    alone = not (line_break.tail or "").strip()
    return alone and following is not None and following.tag == "br"


def _spanned(value: str | None) -> int:
    return min(_number(value, 1), _MOST_SPANNED)


def _number(value: str | None, default: int) -> int:
    return int(value) if value and _SMALL_NUMBER.fullmatch(value) else default
