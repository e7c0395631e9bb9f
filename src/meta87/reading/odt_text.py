"""The text of an ODT paragraph, leaf by leaf, so that a place in it can be found again.

The raw text of a ``text:p`` or ``text:h`` is its character data in document order, with
``text:s`` as its spaces, ``text:tab`` as a tab and ``text:line-break`` as a line break. What
stands in it without being its text is left out: deleted text, annotations, notes, text boxes,
readings of ruby. The offsets of an `Anchor` count in this raw text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from meta87.reading.breaks import BREAK
from meta87.reading.links import address
from meta87.reading.odt_fields import DRAW, OFFICE, TEXT, FormField, fieldmark, number
from meta87.reading.patterns import EMPTY, TICKED

CONTROL = "content-control"  # of LibreOffice's own namespace, which has changed its address

_SKIPPED = {
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes",
    f"{TEXT}note-citation", f"{TEXT}ruby-text", f"{TEXT}number", f"{TEXT}hidden-text",
}  # fmt: skip
_HREF = "{http://www.w3.org/1999/xlink}href"
_CHARACTERS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


@dataclass(frozen=True, slots=True)
class OdtLeaf:
    """Characters of a paragraph that belong together.

    Attributes:
        text: raw characters.
        start: offset of the first in the paragraph's raw text.
        shown: what is read there: ``text``, or a box or a field's value in its stead.
        tag: name of the content control or form field around it.
        prompt: whether it is the prompt of an empty field.
    """

    text: str
    start: int
    shown: str
    tag: str = ""
    prompt: bool = False


@dataclass(frozen=True, slots=True)
class _Field:
    """The field that text stands in."""

    tag: str = ""
    prompt: bool = False


@dataclass(slots=True)
class OdtText:
    """The leaves of a paragraph, and the frames and notes anchored in it."""

    leaves: list[OdtLeaf] = field(default_factory=list)
    frames: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    length: int = 0

    def add(self, text: str | None, around: _Field, shown: str | None = None) -> None:
        """Adds a run of raw characters, which may be empty if something else is shown."""
        text = text or ""
        if text or shown:
            shown = text if shown is None else shown
            self.leaves.append(OdtLeaf(text, self.length, shown, around.tag, around.prompt))
            self.length += len(text)


def read_odt_paragraph(paragraph: etree._Element, forms: Mapping[str, FormField]) -> OdtText:
    """Reads a paragraph; ``forms`` are those of `form_fields`."""
    found = OdtText()
    _inside(paragraph, _Field(), found, forms)
    return found


def _inside(
    element: etree._Element, around: _Field, found: OdtText, forms: Mapping[str, FormField]
) -> None:
    found.add(element.text, around)
    for child in element:
        _visit(child, around, found, forms)
        found.add(child.tail, around)


def _visit(
    element: etree._Element, around: _Field, found: OdtText, forms: Mapping[str, FormField]
) -> None:
    tag = str(element.tag)
    if tag in _SKIPPED:
        return
    if tag == f"{TEXT}note":
        found.notes.append(element)
    elif tag.startswith(DRAW) and tag != f"{DRAW}a":
        _drawn(element, found, forms)
    elif tag in _CHARACTERS:
        text = _CHARACTERS[tag] * number(element, f"{TEXT}c", 1)
        found.add(text, around, BREAK if text == "\n" else text)
    elif tag == f"{TEXT}a":
        _linked(element, around, found, forms)
    elif tag == f"{TEXT}placeholder":
        _inside(element, replace(around, prompt=True), found, forms)
    elif mark := fieldmark(element):
        found.add("", around, mark)
    elif etree.QName(element).localname == CONTROL:
        _control(element, around, found, forms)
    else:
        _inside(element, around, found, forms)


def _linked(
    element: etree._Element, around: _Field, found: OdtText, forms: Mapping[str, FormField]
) -> None:
    """Reads a link, then its URL."""
    first = len(found.leaves)
    _inside(element, around, found, forms)
    text = "".join(leaf.shown for leaf in found.leaves[first:])
    found.add("", around, address(text, element.get(_HREF, "")))


def _drawn(element: etree._Element, found: OdtText, forms: Mapping[str, FormField]) -> None:
    """Collects a frame for later, or adds the text that a form control shows."""
    if element.tag != f"{DRAW}control":
        found.frames.append(element)
    elif form := forms.get(element.get(f"{DRAW}control", "")):
        found.add("", _Field(form.name), form.shown)


def _control(
    element: etree._Element, around: _Field, found: OdtText, forms: Mapping[str, FormField]
) -> None:
    """Reads a content control; a box shows its state, whatever its glyph."""
    said = {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}
    tag = said.get("tag") or said.get("alias") or around.tag
    if said.get("checkbox") == "true":
        glyph = "".join(str(part) for part in element.itertext())
        box = TICKED if said.get("checked") == "true" else EMPTY
        found.add(glyph, replace(around, tag=tag), box + glyph[1:])
        return
    prompt = said.get("showing-place-holder") == "true"
    first = len(found.leaves)
    _inside(element, _Field(tag, prompt), found, forms)
    if prompt and len(found.leaves) == first:
        found.leaves.append(OdtLeaf("", found.length, "", tag, prompt=True))
