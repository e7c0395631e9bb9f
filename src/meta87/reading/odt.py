"""ODT: paragraphs, lists, tables, text boxes and notes, in reading order.

Tracked changes read as accepted, since deleted text is kept apart in the file. A note follows
the paragraph that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Anchor, Block, BlockKind, Cell, Document
from meta87.reading.odt_text import (
    DRAW,
    OFFICE,
    STRONG,
    STYLE,
    TABLE,
    TEXT,
    WEIGHT,
    Look,
    OdtText,
    form_fields,
)  # fmt: skip
from meta87.reading.package import open_package
from meta87.reading.paragraphs import Role, Run, paragraphs, run_block
from meta87.reading.patterns import HEADING_STYLE, TITLE_STYLE
from meta87.reading.postprocess import finish, small_number, unique

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_SKIPPED = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}number"}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_ROWS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-row-group", "table-rows")}


@dataclass(frozen=True, slots=True)
class _Context:
    """The cell of a paragraph, and its depth in lists; ``item`` if it begins an item."""

    cell: Cell | None = None
    depth: int = 0
    item: bool = False


def read_odt(data: bytes, name: str) -> Document:
    """Reads an ODT file.

    Raises:
        InputError: ``odt-corrupt``, ``file-encrypted``, ``archive-too-large``,
            ``archive-unsafe``, ``xml-entities`` or ``nesting-too-deep``.
    """
    package = open_package(data, name, "odt-corrupt")
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise InputError("file-encrypted", path=name)
    root = package.part("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise InputError("odt-corrupt", path=name, part="content.xml")
    blocks = finish(_Part("body", root).blocks(body, _Context()))
    return Document(name, "odt", blocks, unique(_running(package.part("styles.xml"))))


def _running(styles: etree._Element | None) -> Iterator[Block]:
    """Yields the blocks of the headers and footers of the page styles."""
    if styles is not None:
        part = _Part("styles", styles)
        for page in styles.iter(f"{STYLE}master-page"):
            for edge in page:
                yield from part.blocks(edge, _Context())


class _Part:
    """A part of the package whose blocks are read.

    Args:
        name: ``body`` or ``styles``, as anchors call it.
        root: root element; the unit of an anchor counts all its paragraphs in document order.
    """

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name = name
        self.units = {paragraph: unit for unit, paragraph in enumerate(root.iter(*_PARAGRAPHS))}
        self.forms = form_fields(root)
        self.tables = count()
        self.pending_notes: list[Block] = []  # those of the cells of a row
        styles = {each.get(f"{STYLE}name", ""): each for each in root.iter(f"{STYLE}style")}
        self.parents = {
            name: each.get(f"{STYLE}parent-style-name") for name, each in styles.items()
        }
        self.bold = {STRONG, *(name for name, each in styles.items() if _is_bold(each))}

    def blocks(self, container: etree._Element, context: _Context) -> Iterator[Block]:
        """Yields the blocks inside an element, through any wrapping elements."""
        for child in container:
            if child.tag in _SKIPPED:
                continue
            if child.tag in _PARAGRAPHS:
                yield from self.paragraph(child, context)
                context = replace(context, item=False)
            elif child.tag == f"{TABLE}table":
                yield from self.table(child, context)
            elif child.tag == f"{TEXT}list":
                yield from self.blocks(child, replace(context, depth=context.depth + 1, item=False))
            elif child.tag == f"{TEXT}list-item":
                yield from self.blocks(child, replace(context, item=True))
            elif child.tag == f"{DRAW}control":
                field = self.forms.pop(child.get(f"{DRAW}control", ""), None)
                if field is not None and field.shown.strip():  # on the page, in no paragraph
                    run = Run(field.shown, Anchor(self.name, 0, 0, 0), tag=field.name)
                    yield replace(run_block([run], Role(), None), cell=context.cell)
            else:
                yield from self.blocks(child, context)

    def table(self, table: etree._Element, around: _Context) -> Iterator[Block]:
        """Yields the paragraphs of the cells, row by row; covered cells are skipped.

        The notes of a row follow it, so that its cells stay together.
        """
        number_of_table = next(self.tables)
        for row, element in enumerate(_rows(table)):
            column = 0
            for cell in element:
                if cell.tag == f"{TABLE}table-cell":
                    yield from self.blocks(cell, _Context(Cell(number_of_table, row, column)))
                if cell.tag in _CELLS:
                    column += small_number(cell.get(f"{TABLE}number-columns-repeated"), 1)
            if around.cell is None:
                yield from self.pending_notes
                self.pending_notes = []

    def paragraph(self, paragraph: etree._Element, context: _Context) -> Iterator[Block]:
        """Yields the blocks of a paragraph, then of its frames and its notes."""
        is_bold = paragraph.get(f"{TEXT}style-name") in self.bold
        start = Anchor(self.name, self.units[paragraph], 0, 0)
        found = OdtText(start, self.forms, self.bold)
        found.read(paragraph, Look(is_bold))
        role = self.role(paragraph, context)
        for runs in paragraphs(found.runs):
            yield run_block(runs, role, context.cell)
        for frame in found.frames:
            yield from self.blocks(frame, _Context(context.cell))
        notes = (block for note in found.notes for block in self.blocks(note, _Context()))
        if context.cell is None:
            yield from notes
        else:
            self.pending_notes += notes

    def role(self, paragraph: etree._Element, context: _Context) -> Role:
        """Returns the kind of a paragraph, and its level."""
        if paragraph.tag == f"{TEXT}h":
            level = small_number(paragraph.get(f"{TEXT}outline-level"), 1)
            return Role(BlockKind.HEADING, level)
        name = paragraph.get(f"{TEXT}style-name", "")
        for each in (name, self.parents.get(name) or ""):
            style = each.replace("_20_", " ")
            if heading := HEADING_STYLE.match(style):
                return Role(BlockKind.HEADING, int(heading[1]))
            if TITLE_STYLE.fullmatch(style):
                return Role(BlockKind.HEADING, 1)
        if context.depth and context.item:
            return Role(BlockKind.LIST_ITEM, context.depth - 1)
        return Role()


def _is_bold(style: etree._Element) -> bool:
    properties = style.find(f"{STYLE}text-properties")
    return properties is not None and properties.get(WEIGHT) == "bold"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yields the rows of a table, also those in groups, but not those of tables inside it."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child)
