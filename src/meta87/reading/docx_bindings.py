"""Content controls bound to XML: Word shows what the XML has, whatever the document has.

Programs that fill in a form by its data change the XML parts alone.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree

from meta87.reading.docx_data import BoundData
from meta87.reading.docx_parts import BOUND, Relations, is_on
from meta87.reading.package import Package, W

_KINDS = ("text", "dropDownList", "comboBox", "date")


def resolve_bindings(root: etree._Element, package: Package, main: Relations) -> None:
    """Leaves with each bound control of a part the text that Word shows instead of its own.

    Only controls of one paragraph whose XML has another text.

    Args:
        root: root of the part; it is changed.
        package: package of the part.
        main: references of the document.
    """
    data: BoundData | None = None
    for binding in root.iter(f"{W}dataBinding"):
        properties = binding.getparent()
        control = None if properties is None else properties.getparent()
        if properties is None or control is None or control.tag != f"{W}sdt":
            continue
        data = data or BoundData.of(package, main)
        value = data.value(binding)
        if value and (shown := _shown(control, properties, value)):
            binding.set(BOUND, shown)
            prompt = properties.find(f"{W}showingPlcHdr")
            if prompt is not None:
                prompt.set(f"{W}val", "0")


def _shown(control: etree._Element, properties: etree._Element, value: str) -> str:
    """Returns the text that a control shows for a value; "" where that is its own text."""
    kind = next((k for k in _KINDS if properties.find(f"{W}{k}") is not None), "")
    prompt = properties.find(f"{W}showingPlcHdr")
    is_prompt = prompt is not None and is_on(prompt)
    if not kind or (kind == "date" and not is_prompt):
        return ""
    if len(list(islice(control.iter(f"{W}sdt"), 2))) > 1:  # with others inside
        return ""
    if len(list(islice(control.iter(f"{W}p"), 2))) > 1:
        return ""
    for item in properties.iterfind(f"{W}{kind}/{W}listItem"):
        if item.get(f"{W}value") == value:
            value = item.get(f"{W}displayText", value)
    own = " ".join("".join(text.text or "" for text in control.iter(f"{W}t")).split())
    return value if is_prompt or own != value else ""
