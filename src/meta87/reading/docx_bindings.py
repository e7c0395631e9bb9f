"""Content controls bound to XML: Word shows what the XML has, whatever the document has.

Programs that fill in a form by its data change the XML parts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import etree

from meta87.reading.docx_parts import BOUND, Relations, is_on, optional_part
from meta87.reading.package import Package, W

_KINDS = ("text", "dropDownList", "comboBox", "date")
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_NAMESPACE = re.compile(r"xmlns:([\w.-]+)=[\"']([^\"']*)[\"']")
_NAME = r"(?:[^\W\d][\w.-]*:)?[^\W\d][\w.-]*"
_PATH = re.compile(rf"(?:/{_NAME}(?:\[\d{{1,6}}\])?)+(?:/@{_NAME})?")
_MAX_PATH = 1_000  # characters
_MAX_VALUE = 20_000  # characters


def resolve_bindings(root: etree._Element, package: Package, main: Relations) -> None:
    """Leaves in a part, whose root is given, the text that Word shows instead of a control's own.

    Only controls of one paragraph whose XML has another text; of dates, which are shown in a format
    of their own, only those that show their prompt.
    """
    bound = root.findall(f".//{W}sdt/{W}sdtPr/{W}dataBinding")
    data = dict(_roots(package, main)) if bound else {}
    for binding in bound:
        properties: Any = binding.getparent()
        value = _value(binding, data)
        if value and (shown := _shown(properties.getparent(), properties, value)):
            binding.set(BOUND, shown)


def _shown(control: etree._Element, properties: etree._Element, value: str) -> str:
    """Returns the text that a control shows for a value; "" where that is its own text."""
    kind = next((k for k in _KINDS if properties.find(f"{W}{k}") is not None), "")
    prompt = properties.find(f"{W}showingPlcHdr")
    is_prompt = prompt is not None and is_on(prompt)
    if not kind or (kind == "date" and not is_prompt):
        return ""
    if any(len(list(islice(control.iter(f"{W}{part}"), 2))) > 1 for part in ("sdt", "p")):
        return ""
    items = properties.iterfind(f"{W}{kind}/{W}listItem")
    names = {item.get(f"{W}value"): item.get(f"{W}displayText") for item in items}
    value = names.get(value) or value
    own = " ".join("".join(text.text or "" for text in control.iter(f"{W}t")).split())
    return value if is_prompt or own != value else ""


def _value(binding: etree._Element, data: Mapping[str, etree._Element]) -> str:
    """Returns the text that a control is bound to; "" if there is none."""
    path = binding.get(f"{W}xpath", "")
    root = data.get(binding.get(f"{W}storeItemID", "").lower())
    if root is None or len(path) > _MAX_PATH or not _PATH.fullmatch(path):
        return ""
    declared = _NAMESPACE.findall(binding.get(f"{W}prefixMappings", "")[:_MAX_PATH])
    names = {prefix: uri for prefix, uri in declared if uri}
    evaluate: Any = root.xpath
    try:
        found, *_ = evaluate(path, namespaces=names)
    except (TypeError, ValueError, etree.XPathError):  # nothing is there, or a prefix means nothing
        return ""
    text = found if isinstance(found, str) else (found.text or "") * (not len(found))
    return " ".join(text[:_MAX_VALUE].split())


def _roots(package: Package, main: Relations) -> Iterator[tuple[str, etree._Element]]:
    for path in main.paths("customXml"):
        root = optional_part(package, path)
        for properties in Relations.of(package, path).paths("customXmlProps"):
            item = optional_part(package, properties)
            if root is not None and item is not None:
                yield item.get(_DATA, "").lower(), root
