"""The text of a DOCX paragraph, run by run, so that a place in it can be found again.

The raw text of a ``w:p`` is the text of its runs one after the other, in document order:
``w:t`` and ``m:t`` give their characters, ``w:tab`` and ``w:ptab`` a tab, ``w:br`` and
``w:cr`` a line break, ``w:noBreakHyphen`` a hyphen, ``w:softHyphen`` U+00AD, ``w:sym`` a box
glyph or nothing. Deleted and moved-away text, field instructions, fallbacks of alternate
content and the paragraphs of text boxes are no part of it. The offsets of an `Anchor` count
in this raw text; `read_paragraph` gives each run with its element and offset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from meta87.reading.docx_parts import BOUND, R, is_on, val
from meta87.reading.package import W, local_name
from meta87.reading.paragraphs import BREAK
from meta87.reading.patterns import EMPTY, SYMBOL_BOXES, TICKED
from meta87.reading.postprocess import visible_url_suffix

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
_LONGEST_INSTRUCTION = 4_000  # characters
_LONGEST_LINK = 200  # runs


@dataclass(frozen=True, slots=True)
class Control:
    """The content control (w:sdt) around a text."""

    placeholder: bool = False  # whether it shows its prompt
    checked: bool | None = None  # state of a checkbox control
    bound: str = ""  # the text that it shows from the XML that it is bound to, where it is another

    @classmethod
    def of(cls, sdt: etree._Element) -> Control:
        """Returns the control of a ``w:sdt``."""
        properties = sdt.find(f"{W}sdtPr")
        if properties is None:
            return FREE
        mark, binding = (properties.find(f"{W}{n}") for n in ("showingPlcHdr", "dataBinding"))
        bound = "" if binding is None else binding.get(BOUND, "")
        return cls(
            mark is not None and is_on(mark) and not bound, _control_state(properties), bound
        )


FREE = Control()  # a text in no control


@dataclass(frozen=True, slots=True)
class TextRun:
    """An element that has text."""

    # the w:t, w:tab, …, or the w:sdt or w:fldChar of a box that has no text
    element: etree._Element
    text: str  # its raw characters
    start: int  # offset of the first in the paragraph's raw text
    shown: str  # the text that is read: ``text``, or a box glyph instead
    control: Control  # the innermost control around it


def read_paragraph(
    paragraph: etree._Element,
    control: Control | None = None,
    links: Mapping[str, str] | None = None,
) -> ParagraphText:
    """Reads a ``w:p`` inside a content control, with the link targets of the document by id."""
    text = ParagraphText(links or {})
    text.visit_children(paragraph, control or FREE)
    return text


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Returns the branch of ``mc:AlternateContent`` that is read."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(f"{MC}Fallback")


def _control_state(properties: etree._Element) -> bool | None:
    """Reads a checkbox control; the namespace differs between versions of Word."""
    for box in properties:
        if local_name(box) == "checkbox":
            return any(is_on(c) for c in box if local_name(c) == "checked")
    return None


class ParagraphText:
    """The runs of a paragraph, in order, and its anchored content, found in one pass over it."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.runs: list[TextRun] = []
        self.text_boxes: list[etree._Element] = []  # their contents
        self.notes: list[tuple[str, str]] = []  # part and id of each
        self.links = links
        self.length = 0  # of the raw text so far
        self.fields: list[_Field] = []  # those that are open
        self.instructed: _Field | None = None  # the first of them whose result has not begun

    def visit_children(self, element: etree._Element, control: Control) -> None:
        """Visits the children, then adds the box of a checkbox control."""
        first = len(self.runs)
        for child in element:
            self.visit(child, control)
        if element.tag not in {f"{W}sdt", f"{W}p"}:
            return
        if control.checked is not None:
            self.set_checkbox(element, first, control)
        elif control.bound:
            self.set_bound(element, first, control)

    def visit(self, element: etree._Element, control: Control) -> None:
        """Visits an element: its own text, then its children."""
        tag = str(element.tag)
        if tag == f"{W}instrText" and self.fields:
            field = self.fields[-1]
            if len(field.instruction) < _LONGEST_INSTRUCTION:  # a link needs its beginning alone
                field.instruction += element.text or ""
        elif tag in _SKIPPED:
            return
        elif tag == f"{W}fldChar":
            self.field(element, control)
        elif tag == f"{W}sdt":
            self.visit_children(element, Control.of(element))
        elif (text := _text_of(element)) is not None:
            self.add(element, text, _shown(element) or text, control)
        elif tag == f"{W}txbxContent":
            self.text_boxes.append(element)
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        else:
            self.visit_wrapper(element, replace(control, checked=None, bound=""))

    def visit_wrapper(self, element: etree._Element, control: Control) -> None:
        """Visits the content of an element that has no text itself."""
        first = len(self.runs)
        if element.tag != f"{MC}AlternateContent":
            self.visit_children(element, control)
        elif (branch := chosen(element)) is not None:
            self.visit_children(branch, control)
        if element.tag == f"{W}hyperlink":
            self.link(element, first, self.links.get(element.get(f"{R}id", ""), ""), control)

    def add(self, element: etree._Element, text: str, shown: str, control: Control) -> None:
        """Adds a run."""
        self.runs.append(TextRun(element, text, self.length, shown, control))
        self.length += len(text)

    def link(self, element: etree._Element, first: int, target: str, control: Control) -> None:
        """Adds the URL linked from the runs from ``first`` on, if their text does not show it."""
        latest = self.runs[max(first, len(self.runs) - _LONGEST_LINK) :]
        text = "".join(run.shown for run in latest)
        if shown := visible_url_suffix(text, target):
            self.add(element, "", shown, control)

    def set_checkbox(self, element: etree._Element, first: int, control: Control) -> None:
        """Shows the state of the control, whatever its glyph."""
        box = TICKED if control.checked else EMPTY
        runs = self.runs
        if first >= len(runs):
            self.add(element, "", box, control)
            return
        text = runs[first].text
        rest = text if text[:1].isalnum() else text[1:]
        runs[first] = replace(runs[first], shown=box + rest)

    def set_bound(self, element: etree._Element, first: int, control: Control) -> None:
        """Shows the text that the control is bound to in the place of its own."""
        runs = self.runs
        if first >= len(runs):
            self.add(element, "", control.bound, control)
        for index in range(first, len(runs)):
            runs[index] = replace(runs[index], shown=control.bound if index == first else "")

    def field(self, element: etree._Element, control: Control) -> None:
        """Follows a field's begin, separator and end; only its result is text.

        A field without a result and an end is all text, as Word shows it.
        """
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            if shown := _legacy_field(element):
                self.add(element, "", shown, control)
            self.fields.append(_Field(len(self.runs), self.length))
            self.instructed = self.instructed or self.fields[-1]
        elif kind in {"separate", "end"} and self.fields:
            field = self.fields[-1]
            if field is self.instructed:
                del self.runs[field.first :]
                self.length = field.length
                self.instructed = None
            if kind == "end":
                self.fields.pop()
                if target := _LINK.match(field.instruction):
                    self.link(element, field.first, target[1], control)


@dataclass(slots=True)
class _Field:
    """An open field: how many runs and characters are before it, and its instruction."""

    first: int
    length: int
    instruction: str = ""


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
    fonts = run[0].find(f"{W}rFonts") if run[0].tag == f"{W}rPr" else None
    font = "" if fonts is None else fonts.get(f"{W}ascii", "").lower()
    return SYMBOL_BOXES.get((font, ord(text.text) & 0xFF), "")


def _legacy_field(begin: etree._Element) -> str:
    """Returns the box of a FORMCHECKBOX, or the choice of a FORMDROPDOWN."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return TICKED if state is not None and is_on(state) else EMPTY
    entries = [val(entry) for entry in begin.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")]
    given = (begin.find(f"{W}ffData/{W}ddList/{W}{name}") for name in ("result", "default"))
    number = next((each.get(f"{W}val", "0") for each in given if each is not None), "0")
    return entries[int(number)] if number in map(str, range(len(entries))) else ""
