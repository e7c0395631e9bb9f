"""Content controls bound to XML: Word shows what the XML has, whatever the document has.

Programs that fill in a form by its data change the XML parts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from meta87.reading.docx_parts import BOUND, Relations, is_on, optional_part
from meta87.reading.package import Package, W

_KINDS = ("text", "dropDownList", "comboBox", "date")
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_CORE = "{6c3c8bc8-f283-45ae-878a-bab7291924a1}"  # the id by which controls name the properties
_NAMESPACE = re.compile(r"xmlns:([\w.-]+)=[\"']([^\"']*)[\"']")
_STEP = re.compile(r"/(@?)(?:([\w.-]+):)?([\w.-]+)(?:\[(\d{1,6})\])?")
_MAX_PATH = 1_000  # characters
_MAX_VALUE = 20_000  # characters


def resolve_bindings(root: etree._Element, package: Package, main: Relations) -> None:
    """Leaves in a part, whose root is given, the text that Word shows instead of a control's own.

    Only controls of one paragraph whose XML has another text.
    """
    data: _BoundData | None = None
    for binding in root.iter(f"{W}dataBinding"):
        properties = binding.getparent()
        control = None if properties is None else properties.getparent()
        if properties is None or control is None or control.tag != f"{W}sdt":
            continue
        data = data or _BoundData(package, main)
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
    if any(len(list(islice(control.iter(f"{W}{part}"), 2))) > 1 for part in ("sdt", "p")):
        return ""
    for item in properties.iterfind(f"{W}{kind}/{W}listItem"):
        if item.get(f"{W}value") == value:
            value = item.get(f"{W}displayText", value)
    own = " ".join("".join(text.text or "" for text in control.iter(f"{W}t")).split())
    return value if is_prompt or own != value else ""


class _BoundData:
    """The XML parts that controls may be bound to, by their ids in lower case."""

    def __init__(self, package: Package, main: Relations) -> None:
        self.roots = dict(_roots(package, main))
        # Those of an element by their name, for the elements that were looked into.
        self.children: dict[tuple[etree._Element, str], list[etree._Element]] = {}

    def value(self, binding: etree._Element) -> str:
        """Returns the text that a control is bound to; "" if there is none."""
        path = binding.get(f"{W}xpath", "")
        names = dict(_NAMESPACE.findall(binding.get(f"{W}prefixMappings", "")[:_MAX_PATH]))
        root = self.roots.get(binding.get(f"{W}storeItemID", "").lower())
        steps = list(_STEP.finditer(path))
        if root is None or len(path) > _MAX_PATH or "".join(s.group() for s in steps) != path:
            return ""
        here: etree._Element | None = None
        for attribute, prefix, name, index in (step.groups() for step in steps):
            tag = f"{{{names.get(prefix, '')}}}{name}" if prefix else name
            if attribute:
                return "" if here is None else here.get(tag, "")
            found = [root] * (root.tag == tag) if here is None else self._children(here, tag)
            number = int(index or 1)
            if not 0 < number <= len(found):
                return ""
            here = found[number - 1]
        return "" if here is None or len(here) else " ".join((here.text or "")[:_MAX_VALUE].split())

    def _children(self, element: etree._Element, tag: str) -> list[etree._Element]:
        key = element, tag
        if key not in self.children:
            self.children[key] = element.findall(tag)
        return self.children[key]


def _roots(package: Package, main: Relations) -> Iterator[tuple[str, etree._Element]]:
    for path in main.paths("customXml"):
        root = optional_part(package, path)
        for properties in Relations.of(package, path).paths("customXmlProps"):
            item = optional_part(package, properties)
            if root is not None and item is not None:
                yield item.get(_DATA, "").lower(), root
    for path in Relations.of(package, "").paths("core-properties"):
        core = optional_part(package, path)
        if core is not None:
            yield _CORE, core
