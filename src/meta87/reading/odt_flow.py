"""An ODT file as a flow: its texts in context, and the breaks between paragraphs.

The raw text of a ``text:p`` or ``text:h`` is its character data in document order, with
``text:s`` as its spaces (at most `MAX_SPACES` each), ``text:tab`` as a tab and
``text:line-break`` as a line break. Deleted text, annotations, notes, text boxes and readings of
ruby are no part of it. The offsets of an `Anchor` count in this raw text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from lxml import etree

from meta87.reading.document import Anchor, BlockKind, Cell
from meta87.reading.flow import END, OUTSIDE, Context, Token
from meta87.reading.odt_fields import (
    DRAW,
    FIELD,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    fieldmark,
    form_fields,
    text_of,
)
from meta87.reading.package import local_name
from meta87.reading.paragraphs import BREAK, PLAIN, Role, named_role
from meta87.reading.patterns import EMPTY, TICKED
from meta87.reading.postprocess import small_number, visible_url_suffix

MAX_SPACES = 250
_WEIGHT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
_STRONG = "Strong_20_Emphasis"  # LibreOffice's own style of letters in bold
_HREF = "{http://www.w3.org/1999/xlink}href"
_CONTROL = "content-control"  # of LibreOffice's own namespace, whose URI has changed
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_NAME = f"{TEXT}style-name"
_SKIPPED = {
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}tracked-changes",
    f"{TEXT}note-citation", f"{TEXT}ruby-text", f"{TEXT}number", f"{TEXT}hidden-text",
}  # fmt: skip
_CHARACTERS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_ROWS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-row-group", "table-rows")}


class OdtFlow:
    """A part of the package.

    Args:
        name: ``body`` or ``styles``, as anchors call it.
        root: root element; the unit of an anchor counts all its paragraphs in document order.
    """

    def __init__(self, name: str, root: etree._Element) -> None:
        self.units = {paragraph: unit for unit, paragraph in enumerate(root.iter(*_PARAGRAPHS))}
        self.forms = form_fields(root)  # those that were not yet read
        self.notes: dict[str, list[etree._Element]] = {}
        self.numbers, self.tables = count(), count()  # of list items and notes; of tables
        styles = {each.get(f"{STYLE}name", ""): each for each in root.iter(f"{STYLE}style")}
        self.parents = {
            name: each.get(f"{STYLE}parent-style-name") for name, each in styles.items()
        }
        self.bold = {_STRONG, *(name for name, each in styles.items() if _is_bold(each))}
        self.place = Anchor(name, 0, 0, 0)  # after what was read of a paragraph
        # Of the paragraph.
        self.frames: list[etree._Element] = []
        self.references: list[str] = []

    def inside(self, element: etree._Element, context: Context = OUTSIDE) -> Iterator[Token]:
        """Yields the paragraphs inside an element, through any wrapping elements."""
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag in _PARAGRAPHS:
                yield from self.paragraph(child, context)
            elif child.tag == f"{TABLE}table":
                yield from self.table(child, context)
            elif child.tag == f"{TEXT}list":
                yield from self.inside(child, replace(context, role=PLAIN))
            elif child.tag == f"{TEXT}list-item":
                item = replace(context, item=next(self.numbers), role=Role(BlockKind.LIST_ITEM))
                yield from self.inside(child, item)
            elif child.tag == f"{DRAW}control":  # on the page, in no paragraph
                self.place = replace(self.place, unit=0, start=0, end=0)
                yield from self.visit(child, context)
                yield END
            else:
                yield from self.inside(child, context)

    def table(self, table: etree._Element, around: Context) -> Iterator[Token]:
        """Yields the paragraphs of the cells, row by row; covered cells are skipped."""
        number = next(self.tables)
        for row, element in enumerate(_rows(table)):
            column = 0
            for cell in element:
                if cell.tag == f"{TABLE}table-cell":
                    yield from self.inside(cell, around.in_cell(Cell(number, row, column)))
                if cell.tag in _CELLS:
                    column += small_number(cell.get(f"{TABLE}number-columns-repeated"), 1)

    def paragraph(self, paragraph: etree._Element, context: Context) -> Iterator[Token]:
        """Yields a paragraph, then its frames and the references to its notes."""
        self.place = replace(self.place, unit=self.units[paragraph], start=0, end=0)
        self.frames, self.references = [], []
        frames, references = self.frames, self.references
        role = self.heading(paragraph) or context.role
        bold = paragraph.get(_NAME) in self.bold
        yield from self.texts(paragraph, replace(context, role=role, bold=bold))
        yield END
        for frame in frames:
            yield from self.inside(frame, Context(cell=context.cell, row=context.row))
        for number in references:
            yield Token.of(context, "", self.place, number)
        yield END

    def heading(self, paragraph: etree._Element) -> Role | None:
        """Returns the role of a heading, which it or its style says."""
        if paragraph.tag == f"{TEXT}h":
            level = small_number(paragraph.get(f"{TEXT}outline-level"), 1)
            return Role(BlockKind.HEADING, level)
        name = paragraph.get(_NAME, "")
        styles = (name, self.parents.get(name) or "")
        roles = (named_role(style.replace("_20_", " ")) for style in styles)
        return next((role for role in roles if role and role.kind is BlockKind.HEADING), None)

    def texts(self, element: etree._Element, context: Context) -> Iterator[Token]:
        """Yields the texts of an element inside a paragraph."""
        yield from self.text(element.text or "", context)
        for child in element:
            if child.tag not in _SKIPPED:
                yield from self.visit(child, context)
            yield from self.text(child.tail or "", context)

    def text(self, text: str, context: Context, shown: str | None = None) -> Iterator[Token]:
        """Yields raw characters, or what is shown in their place."""
        shown = text if shown is None else shown
        if text or shown:
            anchor = self.place.subrange(self.place.end, self.place.end + len(text))
            self.place = anchor
            yield Token.of(context, shown, anchor)

    def visit(self, element: etree._Element, context: Context) -> Iterator[Token]:
        """Yields an element inside a paragraph; a note and a frame are left for later."""
        name = str(element.tag)
        if name == f"{TEXT}note":
            number = str(next(self.numbers))
            self.notes[number] = [element]
            self.references.append(number)
        elif name == f"{DRAW}control":
            if form := self.forms.pop(element.get(f"{DRAW}control", ""), None):
                yield from self.text("", context, form)
        elif name.startswith(DRAW) and name != f"{DRAW}a":
            self.frames.append(element)
        elif name in _CHARACTERS:
            times = min(small_number(element.get(f"{TEXT}c"), 1), MAX_SPACES)
            text = _CHARACTERS[name] * times
            yield from self.text(text, context, BREAK if text == "\n" else text)
        elif name == f"{TEXT}a":
            link: list[str] = []
            for token in self.texts(element, context):
                link.append(token.text)
                yield token
            url = visible_url_suffix("".join(link), element.get(_HREF, ""))
            yield from self.text("", context, url)
        elif name == f"{FIELD}fieldmark" and (mark := fieldmark(element)):
            yield from self.text("", context, mark)
        elif local_name(element) == _CONTROL:
            yield from self.control(element, context)
        else:
            bold = context.bold or element.get(_NAME) in self.bold
            prompt = context.prompt or name == f"{TEXT}placeholder"
            yield from self.texts(element, replace(context, bold=bold, prompt=prompt))

    def control(self, element: etree._Element, context: Context) -> Iterator[Token]:
        """Yields a content control; a box shows its state, whatever its glyph."""
        attributes = {local_name(key): str(v) for key, v in element.attrib.items()}
        if attributes.get("checkbox") == "true":
            glyph = text_of(element)
            box = TICKED if attributes.get("checked") == "true" else EMPTY
            yield from self.text(glyph, context, box + glyph[1:])
            return
        prompt = attributes.get("showing-place-holder") == "true"
        yield from self.texts(element, replace(context, prompt=prompt))


def _is_bold(style: etree._Element) -> bool:
    properties = style.find(f"{STYLE}text-properties")
    return properties is not None and properties.get(_WEIGHT) == "bold"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yields the rows of a table, also those in groups, but not those of tables inside it."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child)
