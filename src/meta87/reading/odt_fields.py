"""The form fields of an ODT: a box for what is ticked, the text of what is written or chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from meta87.reading.patterns import EMPTY, TICKED

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, FORM, DRAW, STYLE = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "office", "form", "drawing", "style")
)
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_WRITTEN = {"text", "textarea", "combobox", "date", "time", "number", "formatted-text"}
_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class FormField:
    """What a form control shows, and the name that the form's author gave it."""

    shown: str
    name: str


def form_fields(root: etree._Element) -> dict[str, FormField]:
    """Returns the field that each form control of a document shows, by the control's id."""
    controls = (c for forms in root.iter(f"{OFFICE}forms") for c in forms.iter(etree.Element))
    return {
        control.get(f"{FORM}id", ""): FormField(_shown(control), control.get(f"{FORM}name", ""))
        for control in controls
    }


def fieldmark(mark: etree._Element) -> str:
    """Returns the box or the choice of a legacy Word form field, or "" for other marks."""
    if mark.tag != f"{_FIELD}fieldmark":
        return ""
    kind = mark.get(f"{_FIELD}type", "").rpartition(".")[2]
    said = [(p.get(f"{_FIELD}name", ""), p.get(f"{_FIELD}value", "")) for p in mark]
    if kind == "FORMCHECKBOX":
        return TICKED if ("Checkbox_Checked", "true") in said else EMPTY
    entries = [value for name, value in said if name == "Dropdown_ListEntry"]
    chosen = dict(said).get("Dropdown_Selected", "0")
    return entries[int(chosen)] if chosen in map(str, range(len(entries))) else ""


def number(element: etree._Element, name: str, default: int) -> int:
    """Returns the small number in an attribute, or the default."""
    value = element.get(name, "")
    return int(value) if _SMALL_NUMBER.fullmatch(value) else default


def _shown(control: etree._Element) -> str:
    kind = etree.QName(control).localname
    if kind in {"checkbox", "radio"}:
        return f"{TICKED if _is_ticked(control) else EMPTY} {control.get(f'{FORM}label', '')} "
    if kind in _WRITTEN:
        value = control.get(f"{FORM}current-value", control.get(f"{FORM}value", ""))
        return value or "\n".join(map(_text, control.iter(f"{TEXT}p")))
    return ", ".join(_chosen(control)) if kind == "listbox" else ""


def _is_ticked(control: etree._Element) -> bool:
    state = control.get(f"{FORM}current-state", control.get(f"{FORM}state"))
    return state == "checked" or control.get(f"{FORM}current-selected") == "true"


def _text(paragraph: etree._Element) -> str:
    return "".join(str(text) for text in paragraph.itertext())


def _chosen(control: etree._Element) -> Iterator[str]:
    for option in control.iter(f"{FORM}option"):
        if option.get(f"{FORM}current-selected", option.get(f"{FORM}selected")) == "true":
            yield option.get(f"{FORM}label", "")
