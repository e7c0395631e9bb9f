"""The XML parts that the content controls of a DOCX may be bound to, and the paths into them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from meta87.reading.docx_parts import Relations, optional_part
from meta87.reading.package import Package, W

_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_CORE = "{6c3c8bc8-f283-45ae-878a-bab7291924a1}"  # the id by which controls name the properties
_NAMESPACE = re.compile(r"xmlns:([\w.-]+)=[\"']([^\"']*)[\"']")
_STEP = re.compile(r"/(@?)(?:([\w.-]+):)?([\w.-]+)(?:\[(\d{1,6})\])?")
_MAX_PATH = 1_000  # characters
_MAX_VALUE = 20_000  # characters


@dataclass(slots=True)
class BoundData:
    """The XML parts that controls may be bound to.

    Attributes:
        roots: by the id of the part, in lower case.
        children: those of an element by their name, for the elements that were looked into.
    """

    roots: dict[str, etree._Element]
    children: dict[tuple[etree._Element, str], list[etree._Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, main: Relations) -> BoundData:
        """Parses the parts."""
        return cls(dict(_roots(package, main)))

    def value(self, binding: etree._Element) -> str:
        """Returns the text that a control is bound to; "" if there is none."""
        path = binding.get(f"{W}xpath", "")
        names = dict(_NAMESPACE.findall(binding.get(f"{W}prefixMappings", "")[:_MAX_PATH]))
        here = self.roots.get(binding.get(f"{W}storeItemID", "").lower())
        steps = list(_STEP.finditer(path))
        if here is None or len(path) > _MAX_PATH or "".join(s.group() for s in steps) != path:
            return ""
        for place, (attribute, prefix, name, index) in enumerate(s.groups() for s in steps):
            tag = f"{{{names.get(prefix, '')}}}{name}" if prefix else name
            if attribute:
                return here.get(tag, "")
            if place == 0:
                if here.tag != tag:
                    return ""
                continue
            found = self._children(here, tag)[int(index or 1) - 1 :][:1] if index != "0" else []
            if not found:
                return ""
            here = found[0]
        return " ".join((here.text or "")[:_MAX_VALUE].split()) if not len(here) else ""

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
