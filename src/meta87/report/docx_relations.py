"""Dropping the relationships of a DOCX that lead nowhere, over which python-docx fails.

Programs leave them behind, such as for a picture that was removed.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Container
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships"
_SUFFIX = ".rels"


def without_dangling(data: bytes, archive: ZipFile) -> bytes:
    """Returns a DOCX without its relationships that have no target; unchanged if all have one.

    Args:
        data: The file.
        archive: The same, open.

    Raises:
        zipfile.BadZipFile, etree.XMLSyntaxError: it is damaged elsewhere.
    """
    names = dict.fromkeys(archive.namelist())
    mended = {
        name: part
        for name in names
        if name.endswith(_SUFFIX) and (part := _mended(archive.read(name), name, names))
    }
    if not mended:
        return data
    page = io.BytesIO()
    with ZipFile(page, "w", ZIP_DEFLATED) as copy:
        for name in names:
            copy.writestr(name, mended.get(name) or archive.read(name))
    return page.getvalue()


def _mended(part: bytes, name: str, names: Container[str]) -> bytes | None:
    """Returns the relationships without those that dangle; None where none does."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    if root.tag != _RELATIONSHIPS:
        return etree.tostring(etree.Element(_RELATIONSHIPS))
    folder = posixpath.dirname(posixpath.dirname(name))
    dangling = [each for each in root if not _leads_somewhere(each, folder, names)]
    for each in dangling:
        root.remove(each)
    return etree.tostring(root) if dangling else None


def _leads_somewhere(relationship: etree._Element, folder: str, names: Container[str]) -> bool:
    target = relationship.get("Target", "")
    if not target or relationship.get("TargetMode") == "External":
        return bool(target)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in names
