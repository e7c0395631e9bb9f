"""ODT: paragraphs, lists, tables, text boxes and notes, in reading order.

Tracked changes read as accepted, since deleted text is kept apart in the file. A note follows
the paragraph that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from meta87.errors import InputError
from meta87.reading.breaks import paragraphs
from meta87.reading.document import Anchor, Block, BlockKind, Cell, Document, Piece
from meta87.reading.normalise import Stretch, make_block
from meta87.reading.odt_fields import DRAW, OFFICE, STYLE, TABLE, TEXT, form_fields, number
from meta87.reading.odt_text import OdtLeaf, read_odt_paragraph
from meta87.reading.package import Package, open_package
from meta87.reading.patterns import HEADING_STYLE, TITLE_STYLE
from meta87.reading.structure import finish, in_cell, unique

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_SKIPPED = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}number"}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_ENCRYPTED = b"encryption-data"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: its cell, and how many lists deep; ``item`` begins one."""

    cell: Cell | None = None
    depth: int = 0
    item: bool = False


def read_odt(data: bytes, name: str) -> Document:
    """Reads an ODT file.

    Raises:
        InputError: ``odt-corrupt``, ``file-encrypted``, ``archive-too-large``,
            ``archive-unsafe``, ``xml-entities`` or ``nesting-too-deep``.
    """
    with open_package(data, name, "odt-corrupt") as archive:
        package = Package(archive, name, "odt-corrupt")
        manifest = package.part("META-INF/manifest.xml")
        if manifest is not None and _ENCRYPTED in etree.tostring(manifest):
            raise InputError("file-encrypted", path=name)
        root = package.part("content.xml")
        body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
        if root is None or body is None:
            raise InputError("odt-corrupt", path=name, part="content.xml")
        styles = package.part("styles.xml")
    blocks = finish(_Part("body", root).blocks(body, _Place()))
    return Document(name, "odt", blocks, unique(_running(styles)))


def _running(styles: etree._Element | None) -> Iterator[Block]:
    """Yields the blocks of the headers and footers of the page styles."""
    if styles is None:
        return
    part = _Part("styles", styles)
    for page in styles.iter(f"{STYLE}master-page"):
        for edge in page:
            yield from part.blocks(edge, _Place())


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
        self.waiting: list[Block] = []  # the notes of the cells of a row
        styles = root.iter(f"{STYLE}style")
        self.parents = {
            style.get(f"{STYLE}name"): style.get(f"{STYLE}parent-style-name") for style in styles
        }

    def blocks(self, container: etree._Element, place: _Place) -> Iterator[Block]:
        """Yields the blocks inside an element, through any wrapping elements."""
        for child in container:
            if child.tag in _SKIPPED:
                continue
            if child.tag in _PARAGRAPHS:
                yield from self.paragraph(child, place)
                place = replace(place, item=False)
            elif child.tag == f"{TABLE}table":
                yield from self.table(child, place)
            elif child.tag == f"{TEXT}list":
                yield from self.blocks(child, replace(place, depth=place.depth + 1, item=False))
            elif child.tag == f"{TEXT}list-item":
                yield from self.blocks(child, replace(place, item=True))
            elif child.tag == f"{DRAW}control":
                yield from self.standing(child, place)
            else:
                yield from self.blocks(child, place)

    def table(self, table: etree._Element, around: _Place) -> Iterator[Block]:
        """Yields the paragraphs of the cells, row by row; covered cells are skipped.

        The notes of a row follow it, so that its cells stay together.
        """
        number_of_table = next(self.tables)
        rows = [row for row in table.iter(f"{TABLE}table-row") if _owner(row) is table]
        for row, element in enumerate(rows):
            column = 0
            for cell in element:
                if cell.tag == f"{TABLE}table-cell":
                    yield from self.blocks(cell, _Place(Cell(number_of_table, row, column)))
                if cell.tag in _CELLS:
                    column += number(cell, f"{TABLE}number-columns-repeated", 1)
            if around.cell is None:
                yield from self.waiting
                self.waiting = []

    def paragraph(self, paragraph: etree._Element, place: _Place) -> Iterator[Block]:
        """Yields the blocks of a paragraph, then of its frames and its notes."""
        found = read_odt_paragraph(paragraph, self.forms)
        shown = [(leaf.shown, leaf.prompt) for leaf in found.leaves]
        for leaves in paragraphs(found.leaves, shown):
            yield self.block(paragraph, leaves, place)
        for frame in found.frames:
            yield from self.blocks(frame, _Place(place.cell))
        notes = (block for note in found.notes for block in self.blocks(note, _Place()))
        if place.cell is None:
            yield from notes
        else:
            self.waiting += notes

    def standing(self, control: etree._Element, place: _Place) -> Iterator[Block]:
        """Yields the block of a form control on the page that is in no paragraph."""
        field = self.forms.get(control.get(f"{DRAW}control", ""))
        if field is not None and field.shown.strip():
            stretch = Stretch(field.shown, Anchor(self.name, 0, 0, 0))
            yield make_block(BlockKind.PARAGRAPH, [stretch], cell=place.cell, tag=field.name)

    def block(self, paragraph: etree._Element, leaves: Sequence[OdtLeaf], place: _Place) -> Block:
        """Makes one block of adjacent runs."""
        unit = self.units[paragraph]
        stretches = (
            Stretch(leaf.shown, Anchor(self.name, unit, leaf.start, leaf.start + len(leaf.text)))
            for leaf in leaves
        )
        tags = {leaf.tag for leaf in leaves if leaf.shown.strip() or leaf.prompt}
        kind, level = self.role(paragraph, place)
        block = in_cell(make_block(kind, stretches, level=level), place.cell)
        prompt = leaves[0].prompt
        if prompt and not block.pieces:
            nowhere = Anchor(self.name, unit, leaves[0].start, leaves[0].start)
            block = replace(block, pieces=(Piece(0, 0, nowhere),))
        return replace(block, tag=tags.pop() if len(tags) == 1 else "", placeholder=prompt)

    def role(self, paragraph: etree._Element, place: _Place) -> tuple[BlockKind, int]:
        """Returns the kind of a paragraph, and its level."""
        if paragraph.tag == f"{TEXT}h":
            return BlockKind.HEADING, number(paragraph, f"{TEXT}outline-level", 1)
        name = paragraph.get(f"{TEXT}style-name", "")
        for style in (name, self.parents.get(name) or ""):
            if level := _styled(style.replace("_20_", " ")):
                return BlockKind.HEADING, level
        if place.depth and place.item:
            return BlockKind.LIST_ITEM, place.depth - 1
        return BlockKind.PARAGRAPH, 0


def _styled(style: str) -> int:
    """Returns the level of a style of headings, or 0."""
    heading = HEADING_STYLE.match(style)
    return int(heading[1]) if heading else int(TITLE_STYLE.fullmatch(style) is not None)


def _owner(row: etree._Element) -> etree._Element | None:
    """Returns the table that a row belongs to: the nearest around it."""
    return next(row.iterancestors(f"{TABLE}table"), None)
