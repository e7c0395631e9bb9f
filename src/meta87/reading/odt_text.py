"""The text of an ODT paragraph, run by run, so that a place in it can be found again.

The raw text of a ``text:p`` or ``text:h`` is its character data in document order, with
``text:s`` as its spaces (at most `MAX_SPACES` each), ``text:tab`` as a tab and
``text:line-break`` as a line break. Deleted text, annotations, notes, text boxes and readings of
ruby are no part of it. The offsets of an `Anchor` count in this raw text.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from meta87.reading.document import Anchor
from meta87.reading.package import local_name
from meta87.reading.paragraphs import BREAK, Run
from meta87.reading.patterns import EMPTY, TICKED
from meta87.reading.postprocess import small_number, visible_url_suffix

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, FORM, DRAW, STYLE = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "office", "form", "drawing", "style")
)
MAX_SPACES = 250
WEIGHT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
STRONG = "Strong_20_Emphasis"  # LibreOffice's own style of letters in bold
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CONTROL = "content-control"  # of LibreOffice's own namespace, whose URI has changed
_WRITTEN = {"text", "textarea", "combobox", "date", "time", "number", "formatted-text"}
_SKIPPED = {
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes",
    f"{TEXT}note-citation", f"{TEXT}ruby-text", f"{TEXT}number", f"{TEXT}hidden-text",
}  # fmt: skip
_CHARACTERS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


@dataclass(frozen=True, slots=True)
class FormField:
    """The text that a form control shows, and the name that the form's author gave it."""

    shown: str
    name: str


class Look(NamedTuple):
    """Whether a text is in bold, the name of the field around it, and whether it is a prompt."""

    bold: bool
    tag: str = ""
    prompt: bool = False


@dataclass(slots=True)
class OdtText:
    """The runs of a paragraph, and the frames and notes anchored in it."""

    start: Anchor  # anchor of its beginning
    # the form fields of the document, by id; those that were read are removed
    forms: dict[str, FormField]
    bold_styles: Set[str]  # names of the styles in bold
    runs: list[Run] = field(default_factory=list)  # in order; so are ``frames`` and ``notes``
    frames: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    length: int = 0  # number of raw characters so far

    def read(self, element: etree._Element, look: Look) -> None:
        """Reads the content of an element that looks as told."""
        self._add(element.text or "", look)
        for child in element:
            self._visit(child, look)
            self._add(child.tail or "", look)

    def _add(self, text: str, look: Look, shown: str | None = None) -> None:
        """Adds raw characters, or what is shown in their place."""
        shown = text if shown is None else shown
        if text or shown:
            anchor = self.start.subrange(self.length, self.length + len(text))
            self.runs.append(Run(shown, anchor, look.bold, look.tag, look.prompt))
            self.length += len(text)

    def _visit(self, element: etree._Element, look: Look) -> None:
        name = str(element.tag)
        if name in _SKIPPED:
            return
        if name == f"{TEXT}note":
            self.notes.append(element)
        elif name == f"{DRAW}control":
            if form := self.forms.pop(element.get(f"{DRAW}control", ""), None):
                self._add("", look._replace(tag=form.name, prompt=False), form.shown)
        elif name.startswith(DRAW) and name != f"{DRAW}a":
            self.frames.append(element)
        elif name in _CHARACTERS:
            count = min(small_number(element.get(f"{TEXT}c"), 1), MAX_SPACES)
            text = _CHARACTERS[name] * count
            self._add(text, look, BREAK if text == "\n" else text)
        elif name == f"{TEXT}a":
            first = len(self.runs)
            self.read(element, look)
            text = "".join(run.text for run in self.runs[first:])
            self._add("", look, visible_url_suffix(text, element.get(_HREF, "")))
        elif name == f"{_FIELD}fieldmark" and (mark := _fieldmark(element)):
            self._add("", look, mark)
        elif local_name(element) == _CONTROL:
            self._control(element, look)
        else:
            bold = look.bold or element.get(f"{TEXT}style-name") in self.bold_styles
            prompt = look.prompt or name == f"{TEXT}placeholder"
            self.read(element, Look(bold, look.tag, prompt))

    def _control(self, element: etree._Element, look: Look) -> None:
        """Reads a content control; a box shows its state, whatever its glyph."""
        attributes = {local_name(key): str(v) for key, v in element.attrib.items()}
        look = look._replace(tag=attributes.get("tag") or attributes.get("alias") or look.tag)
        if attributes.get("checkbox") == "true":
            glyph = _text(element)
            box = TICKED if attributes.get("checked") == "true" else EMPTY
            self._add(glyph, look, box + glyph[1:])
            return
        look = look._replace(prompt=attributes.get("showing-place-holder") == "true")
        first = len(self.runs)
        self.read(element, look)
        if look.prompt and len(self.runs) == first:
            place = self.start.subrange(self.length, self.length)
            self.runs.append(Run("", place, tag=look.tag, prompt=True))


def form_fields(root: etree._Element) -> dict[str, FormField]:
    """Returns the field that each form control of a document shows, by the control's id."""
    controls = (c for forms in root.iter(f"{OFFICE}forms") for c in forms.iter(etree.Element))
    return {
        control.get(f"{FORM}id", ""): FormField(_shown(control), control.get(f"{FORM}name", ""))
        for control in controls
    }


def _fieldmark(mark: etree._Element) -> str:
    """Returns the box or the choice of a legacy Word form field; empty string for others."""
    kind = mark.get(f"{_FIELD}type", "").rpartition(".")[2]
    values = [(p.get(f"{_FIELD}name", ""), p.get(f"{_FIELD}value", "")) for p in mark]
    if kind == "FORMCHECKBOX":
        return TICKED if ("Checkbox_Checked", "true") in values else EMPTY
    entries = [value for name, value in values if name == "Dropdown_ListEntry"]
    chosen = small_number(dict(values).get("Dropdown_Selected"), 0)
    return entries[chosen] if chosen < len(entries) else ""


def _shown(control: etree._Element) -> str:
    kind = local_name(control)
    if kind in {"checkbox", "radio"}:
        return f"{TICKED if _is_ticked(control) else EMPTY} {control.get(f'{FORM}label', '')} "
    if kind in _WRITTEN:
        value = control.get(f"{FORM}current-value", control.get(f"{FORM}value", ""))
        return value or "\n".join(map(_text, control.iter(f"{TEXT}p")))
    return ", ".join(_chosen(control)) if kind == "listbox" else ""


def _is_ticked(control: etree._Element) -> bool:
    state = control.get(f"{FORM}current-state", control.get(f"{FORM}state"))
    return state == "checked" or control.get(f"{FORM}current-selected") == "true"


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _chosen(control: etree._Element) -> Iterator[str]:
    for option in control.iter(f"{FORM}option"):
        if option.get(f"{FORM}current-selected", option.get(f"{FORM}selected")) == "true":
            yield option.get(f"{FORM}label", "")
