"""What the parts of a DOCX package refer to: other parts by kind, and addresses.

Word names its parts as it likes (document2.xml, footnotes2.xml); only the relations tell.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from meta87.reading.package import Package

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference of a part.

    Attributes:
        id: by which the part's elements name it.
        kind: last word of its type: ``styles``, ``footnotes``, ``header``, ``hyperlink``…
        target: path in the package, or the address of an external one.
    """

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Relations:
    """The references of one part.

    Attributes:
        path: of the part.
        found: its references.
    """

    path: str
    found: tuple[Relation, ...]

    @classmethod
    def of(cls, package: Package, path: str) -> Relations:
        """Parses the references of a part; ``path`` is "" for the package itself."""
        folder, name = posixpath.split(path)
        root = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        elements = [] if root is None else root.iter(_RELATION)
        return cls(path, tuple(_relation(each, folder) for each in elements))

    @property
    def folder(self) -> str:
        """Folder of the part."""
        return posixpath.dirname(self.path)

    def paths(self, kind: str) -> list[str]:
        """Returns the paths of the parts of a kind."""
        return [relation.target for relation in self.found if relation.kind == kind]

    def path_of(self, kind: str) -> str:
        """Returns the path of the single part of a kind, by default its usual name."""
        return next(iter(self.paths(kind)), f"{self.folder}/{kind}.xml")

    def named(self, package: Package, pattern: re.Pattern[str]) -> list[str]:
        """Returns the paths of parts in the same folder whose name without extension matches."""
        stems = {path: posixpath.splitext(path) for path in package.archive.namelist()}
        return sorted(
            path
            for path, (stem, ending) in stems.items()
            if ending == ".xml"
            and posixpath.dirname(path) == self.folder
            and pattern.fullmatch(posixpath.basename(stem))
        )

    def name(self, path: str) -> str:
        """Returns the name of a part in anchors: its path without the folder and extension."""
        return posixpath.splitext(posixpath.relpath(path, self.folder or "."))[0]

    @property
    def links(self) -> dict[str, str]:
        """The link targets by id."""
        return {each.id: each.target for each in self.found if each.kind == "hyperlink"}


def main_part(package: Package) -> str:
    """Returns the path of the document inside the package."""
    return next(iter(Relations.of(package, "").paths("officeDocument")), "word/document.xml")


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target", "")
    if element.get("TargetMode") != "External":
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target)
