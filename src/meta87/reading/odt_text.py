"""The text of an ODT paragraph, run by run, so that a place in it can be found again.

The raw text of a ``text:p`` or ``text:h`` is its character data in document order, with
``text:s`` as its spaces (at most `MAX_SPACES` each), ``text:tab`` as a tab and
``text:line-break`` as a line break. Deleted text, annotations, notes, text boxes and readings of
ruby are no part of it. The offsets of an `Anchor` count in this raw text.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from lxml import etree

from meta87.reading.line_joining import BREAK
from meta87.reading.package import local_name
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


@dataclass(frozen=True, slots=True)
class OdtRun:
    """Characters of a paragraph that belong together.

    Attributes:
        text: raw characters.
        start: offset of the first in the paragraph's raw text.
        shown: the text that is read: ``text``, or a box or a field's value instead.
        tag: name of the content control or form field around it.
        prompt: whether it is the prompt of an empty field.
        bold: whether it is in bold.
    """

    text: str
    start: int
    shown: str
    tag: str = ""
    prompt: bool = False
    bold: bool = False


@dataclass(slots=True)
class OdtText:
    """The runs of a paragraph, and the frames and notes anchored in it.

    Attributes:
        forms: the form fields of the document, by id; those that were read are removed.
        bold_styles: names of the styles in bold.
        bold: whether what is read now is in bold.
        runs: in order; so are ``frames`` and ``notes``.
        length: number of raw characters so far.
    """

    forms: dict[str, FormField]
    bold_styles: Set[str] = frozenset()
    bold: bool = False
    runs: list[OdtRun] = field(default_factory=list)
    frames: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    length: int = 0

    def add(self, text: str | None, shown: str | None, tag: str, *, prompt: bool = False) -> None:
        """Adds a run of raw characters, which may be empty if something else is shown."""
        text, shown = text or "", shown or ""
        if text or shown:
            self.runs.append(OdtRun(text, self.length, shown, tag, prompt, self.bold))
            self.length += len(text)

    def read(self, element: etree._Element, tag: str = "", *, prompt: bool = False) -> None:
        """Reads the content of an element inside a field of a name, or in no field."""
        self.add(element.text, element.text, tag, prompt=prompt)
        for child in element:
            self._visit(child, tag, prompt=prompt)
            self.add(child.tail, child.tail, tag, prompt=prompt)

    def _visit(self, element: etree._Element, tag: str, *, prompt: bool) -> None:
        name = str(element.tag)
        if name in _SKIPPED:
            return
        if name == f"{TEXT}note":
            self.notes.append(element)
        elif name == f"{DRAW}control":
            if form := self.forms.pop(element.get(f"{DRAW}control", ""), None):
                self.add("", form.shown, form.name)
        elif name.startswith(DRAW) and name != f"{DRAW}a":
            self.frames.append(element)
        elif name in _CHARACTERS:
            count = min(small_number(element.get(f"{TEXT}c"), 1), MAX_SPACES)
            text = _CHARACTERS[name] * count
            self.add(text, BREAK if text == "\n" else text, tag, prompt=prompt)
        elif name == f"{TEXT}a":
            first = len(self.runs)
            self.read(element, tag, prompt=prompt)
            text = "".join(run.shown for run in self.runs[first:])
            url = visible_url_suffix(text, element.get(_HREF, ""))
            self.add("", url, tag, prompt=prompt)
        elif name == f"{_FIELD}fieldmark" and (mark := _fieldmark(element)):
            self.add("", mark, tag, prompt=prompt)
        elif local_name(element) == _CONTROL:
            self._control(element, tag, prompt=prompt)
        else:
            before = self.bold
            self.bold = before or element.get(f"{TEXT}style-name") in self.bold_styles
            self.read(element, tag, prompt=prompt or name == f"{TEXT}placeholder")
            self.bold = before

    def _control(self, element: etree._Element, tag: str, *, prompt: bool) -> None:
        """Reads a content control; a box shows its state, whatever its glyph."""
        attributes = {local_name(key): str(v) for key, v in element.attrib.items()}
        tag = attributes.get("tag") or attributes.get("alias") or tag
        if attributes.get("checkbox") == "true":
            glyph = _text(element)
            box = TICKED if attributes.get("checked") == "true" else EMPTY
            self.add(glyph, box + glyph[1:], tag, prompt=prompt)
            return
        prompt = attributes.get("showing-place-holder") == "true"
        first = len(self.runs)
        self.read(element, tag, prompt=prompt)
        if prompt and len(self.runs) == first:
            self.runs.append(OdtRun("", self.length, "", tag, prompt=True))


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
