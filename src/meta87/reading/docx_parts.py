"""The parts of a DOCX package next to the document, by their relations.

Word names its parts freely (document2.xml, footnotes2.xml); only the relations identify them.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from meta87.errors import InputError
from meta87.reading.package import Package, W, local_name

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

BOUND = "shown"  # attribute of ``w:dataBinding``: the text that is shown from the bound XML
_OFF = {"0", "false", "off", "none"}


def val(element: etree._Element | None) -> str:
    """Returns the ``w:val`` of an element; empty string if there is none."""
    return "" if element is None else element.get(f"{W}val", "")


def is_on(element: etree._Element) -> bool:
    """Reads an on-off element: on unless its ``val``, in any namespace, says otherwise."""
    values = [v for key, v in element.attrib.items() if local_name(key) == "val"]
    return not values or str(values[0]).lower() not in _OFF


class Relation(NamedTuple):
    """A reference of a part."""

    id: str  # the id by which the part's elements refer to it
    kind: str  # last word of its type: ``styles``, ``footnotes``, ``header``, ``hyperlink``…
    target: str  # path in the package, or the URL of an external one


@dataclass(frozen=True, slots=True)
class Relations:
    """The references of the part at a path; "" is the path of the package itself."""

    path: str
    relations: tuple[Relation, ...]

    @classmethod
    def of(cls, package: Package, path: str) -> Relations:
        """Parses the references of a part."""
        folder, name = posixpath.split(path)
        root = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations = []
        for element in () if root is None else root.iter(_RELATION):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            relations.append(Relation(element.get("Id", ""), kind, target))
        return cls(path, tuple(relations))

    def paths(self, kind: str) -> list[str]:
        """Returns the paths of the parts of a kind."""
        return [relation.target for relation in self.relations if relation.kind == kind]

    def path_of(self, kind: str) -> str:
        """Returns the path of the single part of a kind, by default its usual name."""
        return next(iter(self.paths(kind)), f"{posixpath.dirname(self.path)}/{kind}.xml")

    def name(self, path: str) -> str:
        """Returns the name of a part in anchors: its path without the folder and extension."""
        return posixpath.splitext(posixpath.relpath(path, posixpath.dirname(self.path) or "."))[0]

    @property
    def links(self) -> dict[str, str]:
        """The link targets by id."""
        return {each.id: each.target for each in self.relations if each.kind == "hyperlink"}


def main_part(package: Package) -> str:
    """Returns the path of the document inside the package."""
    return next(iter(Relations.of(package, "").paths("officeDocument")), "word/document.xml")


def optional_part(package: Package, path: str) -> etree._Element | None:
    """Returns the root of a part that is not needed, or None if there is none or it is damaged."""
    try:
        return package.part(path)
    except InputError:
        return None
