"""The form controls and fields of ODT: what they show."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from meta87.reading.package import local_name
from meta87.reading.patterns import EMPTY, TICKED
from meta87.reading.postprocess import small_number

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, FORM, DRAW, STYLE = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "office", "form", "drawing", "style")
)
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_WRITTEN = {"text", "textarea", "combobox", "date", "time", "number", "formatted-text"}


def form_fields(root: etree._Element) -> dict[str, str]:
    """Returns the text that each form control of a document shows, by the control's id."""
    controls = (c for forms in root.iter(f"{OFFICE}forms") for c in forms.iter(etree.Element))
    return {control.get(f"{FORM}id", ""): _shown(control) for control in controls}


def fieldmark(mark: etree._Element) -> str:
    """Returns the box or the choice of a legacy Word form field; empty string for others."""
    kind = mark.get(f"{FIELD}type", "").rpartition(".")[2]
    values = [(p.get(f"{FIELD}name", ""), p.get(f"{FIELD}value", "")) for p in mark]
    if kind == "FORMCHECKBOX":
        return TICKED if ("Checkbox_Checked", "true") in values else EMPTY
    entries = [value for name, value in values if name == "Dropdown_ListEntry"]
    chosen = small_number(dict(values).get("Dropdown_Selected"), 0)
    return entries[chosen] if chosen < len(entries) else ""


def _shown(control: etree._Element) -> str:
    kind = local_name(control)
    if kind in {"checkbox", "radio"}:
        states = {control.get(f"{FORM}{name}") for name in ("current-state", "current-selected")}
        box = TICKED if states & {"checked", "true"} else EMPTY
        return f"{box} {control.get(f'{FORM}label', '')} "
    if kind in _WRITTEN:
        value = control.get(f"{FORM}current-value", control.get(f"{FORM}value", ""))
        return value or "\n".join(map(text_of, control.iter(f"{TEXT}p")))
    return ", ".join(_chosen(control)) if kind == "listbox" else ""


def _chosen(control: etree._Element) -> Iterator[str]:
    for option in control.iter(f"{FORM}option"):
        if option.get(f"{FORM}current-selected", option.get(f"{FORM}selected")) == "true":
            yield option.get(f"{FORM}label", "")


def text_of(element: etree._Element) -> str:
    """Returns the text of an element, whatever is in it."""
    return "".join(str(text) for text in element.itertext())
