"""A DOCX made ready for python-docx, which fails over what Word accepts.

These are relationships that lead nowhere, such as for a picture that was removed, the namespaces of
strict OOXML, and documents with macros, whose macros are dropped.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Container
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from meta87.reading.package import transitional

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships"
_SUFFIX = ".rels"
_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = re.compile(
    rb"application/vnd\.[\w.-]{1,60}\.(?:template|(?:document|template)\.macroEnabled(?:Template)?)"
    rb"\.main\+xml"
)  # templates, and documents with macros
_MACROS = "vbaProject"


def simplified(data: bytes, archive: ZipFile) -> bytes:
    """Returns a DOCX, given also open, that python-docx opens; unchanged where it does already.

    Raises:
        zipfile.BadZipFile, etree.XMLSyntaxError: it is damaged elsewhere.
    """
    names = dict.fromkeys(archive.namelist())
    mended = {
        name: part
        for name in names
        if name.endswith((_SUFFIX, ".xml")) and (part := _mended(archive.read(name), name, names))
    }
    if not mended:
        return data
    page = io.BytesIO()
    with ZipFile(page, "w", ZIP_DEFLATED) as copy:
        for name in names:
            copy.writestr(name, mended.get(name) or archive.read(name))
    return page.getvalue()


def _mended(part: bytes, name: str, names: Container[str]) -> bytes | None:
    """Returns a part without what python-docx fails over; None where there is nothing such."""
    new = _OTHERS.sub(_DOCUMENT, part) if name == _TYPES else transitional(part)
    mended = _without_dangling(new, name, names) if name.endswith(_SUFFIX) else None
    return mended or (new if new != part else None)


def _without_dangling(part: bytes, name: str, names: Container[str]) -> bytes | None:
    """Returns relationships without those that dangle or lead to macros; None where none does."""
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
    if relationship.get("Type", "").endswith(_MACROS):
        return False
    if not target or relationship.get("TargetMode") == "External":
        return bool(target)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in names
