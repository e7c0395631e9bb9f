"""The text of a DOCX paragraph, leaf by leaf, so that a place in it can be found again.

The raw text of a ``w:p`` is the text of its leaves one after the other, in document order:
``w:t`` and ``m:t`` give their characters, ``w:tab`` and ``w:ptab`` a tab, ``w:br`` and
``w:cr`` a line break, ``w:noBreakHyphen`` a hyphen, ``w:softHyphen`` U+00AD, ``w:sym`` a box
glyph or nothing. Deleted and moved-away text, field instructions, fallbacks of alternate
content and the paragraphs of text boxes are no part of it. The offsets of an `Anchor` count
in this raw text; `read_paragraph` gives each leaf with its element and offset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from meta87.reading.breaks import BREAK
from meta87.reading.docx_drawings import reference
from meta87.reading.docx_relations import R
from meta87.reading.links import address
from meta87.reading.package import W
from meta87.reading.patterns import EMPTY, SYMBOL_BOXES, TICKED

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_BREAKS = {f"{W}br", f"{W}cr"}
_SKIPPED = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText")
}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_LINK = re.compile(r"\s*HYPERLINK\s+\"([^\"]+)\"", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Control:
    """The content control (w:sdt) that text stands in.

    Attributes:
        tag: its w:tag, else its w:alias, else that of the control around it.
        placeholder: whether it shows its prompt.
        checked: state of a checkbox control.
    """

    tag: str = ""
    placeholder: bool = False
    checked: bool | None = None

    def enter(self, sdt: etree._Element) -> Control:
        """Returns the control of ``sdt``, which is nested in this one."""
        properties = sdt.find(f"{W}sdtPr")
        if properties is None:
            return replace(self, checked=None)
        tags = (properties.find(f"{W}{name}") for name in ("tag", "alias"))
        named = [tag.get(f"{W}val", "") for tag in tags if tag is not None]
        placeholder = properties.find(f"{W}showingPlcHdr")
        return Control(
            next(filter(None, named), self.tag),
            placeholder is not None and is_on(placeholder),
            _control_state(properties),
        )


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element that bears text.

    Attributes:
        element: the w:t, w:tab, …, or the w:sdt or w:fldChar of a box that has no text.
        text: its raw characters.
        start: offset of the first in the paragraph's raw text.
        shown: what is read there: ``text``, or a box glyph in its stead.
        control: the innermost control around it.
    """

    element: etree._Element
    text: str
    start: int
    shown: str
    control: Control


@dataclass(slots=True)
class ParagraphText:
    """The leaves of a paragraph, what is anchored in it, and the notes it refers to.

    Attributes:
        leaves: in order.
        text_boxes: their contents.
        drawings: ids of the parts that diagrams and charts are in.
        notes: part and id of each.
    """

    leaves: list[Leaf] = field(default_factory=list)
    text_boxes: list[etree._Element] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_paragraph(
    paragraph: etree._Element,
    control: Control | None = None,
    links: Mapping[str, str] | None = None,
) -> ParagraphText:
    """Reads a ``w:p``.

    Args:
        paragraph: the element.
        control: content control that encloses it.
        links: link targets of the document, by id.
    """
    walk = _Walk(ParagraphText(), links or {})
    walk.inside(paragraph, control or Control())
    walk.close()
    return walk.found


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Returns the branch of ``mc:AlternateContent`` that is read."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(f"{MC}Fallback")


def is_on(element: etree._Element) -> bool:
    """Reads an on-off element: on unless its ``val``, in any namespace, says otherwise."""
    values = [v for key, v in element.attrib.items() if etree.QName(key).localname == "val"]
    return not values or str(values[0]).lower() not in _OFF


def _control_state(properties: etree._Element) -> bool | None:
    """Reads a checkbox control; the namespace differs between versions of Word."""
    for box in properties:
        if etree.QName(box).localname == "checkbox":
            return any(is_on(c) for c in box if etree.QName(c).localname == "checked")
    return None


class _Walk:
    """One pass over a paragraph."""

    def __init__(self, found: ParagraphText, links: Mapping[str, str]) -> None:
        self.found = found
        self.links = links
        self.length = 0
        self.fields: list[_Field] = []  # those that are open

    def inside(self, element: etree._Element, control: Control) -> None:
        """Visits the children, then adds the box of a checkbox control."""
        first = len(self.found.leaves)
        for child in element:
            self.visit(child, control)
        if element.tag in {f"{W}sdt", f"{W}p"} and control.checked is not None:
            self.mark(element, first, control)
        elif element.tag == f"{W}sdt" and control.placeholder and len(self.found.leaves) == first:
            self.add(element, "", "", control)

    def visit(self, element: etree._Element, control: Control) -> None:
        """Visits an element: its own text, then its children."""
        tag = element.tag
        if tag == f"{W}instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif tag in _SKIPPED:
            return
        elif tag == f"{W}fldChar":
            self.field(element, control)
        elif tag == f"{W}sdt":
            self.inside(element, control.enter(element))
        elif (text := _text_of(element)) is not None:
            self.add(element, text, _shown(element) or text, control)
        elif not self.anchored(element):
            self.around(element, replace(control, checked=None))

    def anchored(self, element: etree._Element) -> bool:
        """Collects an element that is anchored in the paragraph; returns whether it is one."""
        if element.tag == f"{W}txbxContent":
            self.found.text_boxes.append(element)
        elif element.tag in _NOTES:
            self.found.notes.append((_NOTES[element.tag], element.get(f"{W}id", "")))
        elif part := reference(element):
            self.found.drawings.append(part)
        else:
            return False
        return True

    def around(self, element: etree._Element, control: Control) -> None:
        """Visits the content of an element that has no text itself."""
        first = len(self.found.leaves)
        if element.tag != f"{MC}AlternateContent":
            self.inside(element, control)
        elif (branch := chosen(element)) is not None:
            self.inside(branch, control)
        if element.tag == f"{W}hyperlink":
            self.link(element, first, self.links.get(element.get(f"{R}id", ""), ""), control)

    def add(self, element: etree._Element, text: str, shown: str, control: Control) -> None:
        """Adds a run; inside a field's instruction it is held until the instruction ends."""
        waiting = next((field for field in self.fields if not field.begun), None)
        if waiting is not None:
            waiting.held.append((element, text, shown, control))
            return
        self.found.leaves.append(Leaf(element, text, self.length, shown, control))
        self.length += len(text)

    def link(self, element: etree._Element, first: int, target: str, control: Control) -> None:
        """Adds the URL linked from the runs from ``first`` on, if their text does not show it."""
        text = "".join(leaf.shown for leaf in self.found.leaves[first:])
        if shown := address(text, target):
            self.add(element, "", shown, control)

    def close(self) -> None:
        """Adds the text held after a field that has no result and no end, as Word shows it."""
        held = [leaf for field in self.fields for leaf in field.held]
        self.fields = []
        for leaf in held:
            self.add(*leaf)

    def mark(self, element: etree._Element, first: int, control: Control) -> None:
        """Shows the state of the control, whatever its glyph."""
        box = TICKED if control.checked else EMPTY
        leaves = self.found.leaves
        if first == len(leaves):
            self.add(element, "", box, control)
            return
        text = leaves[first].text
        rest = text if text[:1].isalnum() else text[1:]
        leaves[first] = replace(leaves[first], shown=box + rest)

    def field(self, element: etree._Element, control: Control) -> None:
        """Follows a field's begin, separator and end; only its result is text."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            shown = _legacy_field(element)
            if shown:
                self.add(element, "", shown, control)
            self.fields.append(_Field(first=len(self.found.leaves)))
        elif kind == "separate" and self.fields:
            self.fields[-1].begun = True
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            if target := _LINK.match(field.instruction):
                self.link(element, field.first, target[1], control)


@dataclass(slots=True)
class _Field:
    """An open field.

    Attributes:
        first: number of leaves before it.
        begun: whether its result has begun.
        instruction: what it is told to do.
        held: what stands in the instruction without being it.
    """

    first: int
    begun: bool = False
    instruction: str = ""
    held: list[tuple[etree._Element, str, str, Control]] = field(default_factory=list)


def _text_of(element: etree._Element) -> str | None:
    if element.tag in {f"{W}t", f"{_M}t"}:
        return element.text or ""
    if element.tag == f"{W}sym":
        font = element.get(f"{W}font", "").lower()
        try:
            code = int(element.get(f"{W}char", ""), 16) & 0xFF
        except ValueError:
            return ""
        return SYMBOL_BOXES.get((font, code), "")
    return _CHARACTERS.get(element.tag)


def _shown(text: etree._Element) -> str:
    """Returns the text shown for an element: a line break, or the box of a symbol font."""
    if text.tag in _BREAKS:
        return BREAK if text.get(f"{W}type", "textWrapping") == "textWrapping" else ""
    run = text.getparent()
    if text.text is None or len(text.text) != 1 or run is None:
        return ""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "").lower()
    return SYMBOL_BOXES.get((font, ord(text.text) & 0xFF), "")


def _legacy_field(begin: etree._Element) -> str:
    """Returns the box of a FORMCHECKBOX, or the choice of a FORMDROPDOWN."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return TICKED if state is not None and is_on(state) else EMPTY
    entries = [
        entry.get(f"{W}val", "") for entry in begin.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")
    ]
    given = (begin.find(f"{W}ffData/{W}ddList/{W}{name}") for name in ("result", "default"))
    number = next((each.get(f"{W}val", "0") for each in given if each is not None), "0")
    return entries[int(number)] if number in map(str, range(len(entries))) else ""
