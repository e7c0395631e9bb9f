"""An HTML page as a flow: its texts and fields in context, and the breaks between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from lxml import etree

from meta87.reading.document import Anchor, BlockKind, Cell
from meta87.reading.flow import END, Context, Token
from meta87.reading.paragraphs import BREAK, PLAIN, Role
from meta87.reading.patterns import EMPTY, HTML_BLOCKS, TICKED
from meta87.reading.postprocess import small_number, visible_url_suffix

# Elements of which nothing is shown.
_SKIPPED = frozenset({
    "audio", "canvas", "colgroup", "datalist", "del", "embed", "head", "iframe", "map", "noscript",
    "object", "rp", "rt", "script", "style", "svg", "template", "title", "video",
})  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_MOST_SPANNED = 200  # rows: no form has more
_START = Anchor("node", 0, 0, 0)
_BOXES = {"checkbox", "radio"}
_NO_ANSWER = {"hidden", "submit", "button", "reset", "image", "file", "password"}


@dataclass(frozen=True, slots=True)
class HtmlContext(Context):
    """What is around a text on the page."""

    numbers: count[int] | None = None  # of the items of the list around it, if they have any
    grid: Grid | None = None  # the table around it


class Grid:
    """The cells of a table, counted as its rows are read; merged cells take several places."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.row = -1
        self.column = 0
        # By first column of a cell that reaches down: its last row, and the column after it.
        self.taken: dict[int, tuple[int, int]] = {}

    def begin_row(self) -> None:
        """Goes to the next row."""
        self.row += 1
        self.column = 0

    def cell(self, element: etree._Element) -> Cell:
        """Returns the context of the next cell of the row."""
        self.row = max(self.row, 0)
        last, after = self.taken.get(self.column, (-1, 0))
        while last >= self.row:
            self.column = after
            last, after = self.taken.get(self.column, (-1, 0))
        cell = Cell(self.table, self.row, self.column)
        width, height = (small_number(element.get(n), 1) for n in ("colspan", "rowspan"))
        if height > 1 and width:
            last = self.row + min(height, _MOST_SPANNED) - 1
            self.taken[self.column] = (last, self.column + width)
        self.column += width
        return cell


class HtmlFlow:
    """A page, without the notes and running elements that it leaves out."""

    def __init__(
        self,
        root: etree._Element,
        notes: dict[str, list[etree._Element]],
        running: Iterable[etree._Element],
    ) -> None:
        # The texts that XPath gives know the element that they are in or after.
        texts: Any = root.xpath("//text()")
        self.units = {(text.getparent(), text.is_tail): unit for unit, text in enumerate(texts)}
        self.notes = notes
        self.apart = {*chain(*notes.values()), *running}
        self.tables = count()
        self.items = count()
        self.last = _START

    def inside(
        self, element: etree._Element, context: HtmlContext = HtmlContext()
    ) -> Iterator[Token]:
        """Yields the content of an element."""
        yield from self.text(element, context, is_tail=False)
        for child in element:
            yield from self.visit(child, context)
            yield from self.text(child, context, is_tail=True)

    def text(
        self, element: etree._Element, context: HtmlContext, *, is_tail: bool
    ) -> Iterator[Token]:
        """Yields the text at the start of an element, or after it."""
        text = element.tail if is_tail else element.text
        if text:
            unit = self.units[element, is_tail]
            self.last = Anchor("node", unit, len(text), len(text))
            yield Token.of(context, text, Anchor("node", unit, 0, len(text)))

    def visit(self, element: etree._Element, context: HtmlContext) -> Iterator[Token]:
        """Yields an element: a field, a break, a block between two breaks, or its content."""
        tag = str(element.tag)
        if tag in _SKIPPED or element in self.apart or _is_hidden(element):
            return
        if tag in {"b", "strong", "u"} or _BOLD.search(element.get("style", "")):
            context = replace(context, bold=True)
        if tag in {"input", "select"}:
            text, prompt = _field_text(element)
            yield Token.of(replace(context, prompt=prompt), text, self.last)
        elif tag == "br":
            yield END if _is_double(element) else Token.of(context, BREAK, self.last)
        elif tag in HTML_BLOCKS:
            yield END
            yield from self.inside(element, self.enter(element, tag, context))
            yield END
        else:
            if tag == "a" and element.get("href", "").startswith("#"):
                yield Token.of(context, " ", self.last, bare(element.get("href", "")[1:]))
            gap = [Token.of(context, " ", self.last)] if tag == "textarea" else []
            yield from gap
            link: list[str] = []
            for token in self.inside(element, context):
                if tag == "a":
                    link.append(token.text)
                yield token
            yield from gap
            if shown := visible_url_suffix("".join(link), element.get("href", "")):
                yield Token.of(context, shown, self.last)

    def enter(self, element: etree._Element, tag: str, context: HtmlContext) -> HtmlContext:
        """Returns the context inside a block element."""
        if re.fullmatch("h[1-6]", tag):
            return replace(context, role=Role(BlockKind.HEADING, int(tag[1])))
        if tag in {"ul", "ol", "menu", "dir"}:
            numbers = count(small_number(element.get("start"), 1)) if tag == "ol" else None
            return replace(context, role=PLAIN, numbers=numbers)
        if tag == "li":
            marker = f"{next(context.numbers)}." if context.numbers is not None else ""
            role = Role(BlockKind.LIST_ITEM, marker=marker)
            return replace(context, role=role, item=next(self.items))
        if tag == "table":
            grid = Grid(next(self.tables))
            return HtmlContext(grid=grid, cell=context.cell, row=context.row)
        if tag == "tr" and context.grid is not None:
            context.grid.begin_row()
        if tag in {"td", "th"} and context.grid is not None:
            cell = context.grid.cell(element)
            row = context.row or (cell.table, cell.row)
            return HtmlContext(grid=context.grid, cell=cell, row=row)
        return context


def bare(id: str) -> str:
    """Returns the common part of a note's id and of the target of its reference."""
    return id.strip("_#").removesuffix("sym")


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style", "")
    return element.get("hidden") is not None or _HIDDEN.search(style) is not None


def _is_double(line_break: etree._Element) -> bool:
    """Whether a line break is followed by another; together they end a paragraph."""
    following = line_break.getnext()
    alone = not (line_break.tail or "").strip()
    return alone and following is not None and following.tag == "br"


def _field_text(field: etree._Element) -> tuple[str, bool]:
    """Returns the text that a field shows, and whether it is the prompt of an empty one."""
    if field.tag == "select":
        return _choice(field)
    kind = field.get("type", "text").lower()
    if kind in _BOXES:
        return f" {TICKED if field.get('checked') is not None else EMPTY} ", False
    if kind in _NO_ANSWER:
        return "", False
    written = field.get("value", "")
    return (f" {written} ", False) if written.strip() else (field.get("placeholder", ""), True)


def _choice(select: etree._Element) -> tuple[str, bool]:
    """Returns the chosen options; a list without any shows its first."""
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if chosen and any(option.get("value") != "" for option in chosen):
        return f" {', '.join(map(_label, chosen))} ", False
    return _label(options[0]) if options else "", True


def _label(option: etree._Element) -> str:
    return " ".join("".join(str(text) for text in option.itertext()).split())
