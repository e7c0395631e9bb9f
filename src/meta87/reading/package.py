"""Opening a DOCX or ODT package: its limits, and its parts as XML."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from meta87.errors import InputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")  # namespaces of strict OOXML

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000  # bytes of all entries
MAX_PARSED = 40_000_000  # bytes of all parts that are parsed
MAX_ELEMENTS = 600_000  # of all parts that are parsed: a page of a report has some hundreds
MAX_RATIO = 200  # unpacked to packed, for parts over a megabyte
MAX_DEPTH = 256  # elements one inside the other: the limit of libxml2
_MEGABYTE = 1_000_000
_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # that Office programs use


@dataclass(slots=True)
class Package:
    """An open package: gives its parts as parsed XML, each parsed once."""

    archive: zipfile.ZipFile  # the ZIP archive
    name: str  # name of the file, for messages
    # id of the error for a damaged part: ``docx-corrupt`` or ``odt-corrupt``
    corrupt: str = "docx-corrupt"
    parsed: int = 0  # number of bytes parsed so far
    elements: int = 0  # number of elements parsed so far
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)

    def part(self, path: str) -> etree._Element | None:
        """Returns the root of a part, or None if the package has no such part.

        Raises:
            InputError: the part cannot be unpacked or parsed; ``archive-too-large``,
                ``xml-entities`` or ``nesting-too-deep`` if it would exhaust memory or the stack.
        """
        if path not in self._roots:
            known = path and path in self.archive.NameToInfo
            self._roots[path] = self._parse(path) if known else None
        return self._roots[path]

    def content(self, path: str) -> bytes:
        """Returns the bytes of a part.

        Raises:
            InputError: the part cannot be unpacked; ``archive-too-large``.
        """
        try:
            self.parsed += self.archive.getinfo(path).file_size
            _check(self.parsed, MAX_PARSED, "bytes", self.name)
            return self.archive.read(path)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError, KeyError) as error:  # fmt: skip
            raise InputError(self.corrupt, path=self.name, part=path) from error

    def _parse(self, path: str) -> etree._Element:
        try:
            return self._root(transitional(self.content(path)), path)
        except (ValueError, OSError, RuntimeError) as error:
            raise InputError(self.corrupt, path=self.name, part=path) from error
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise InputError("nesting-too-deep", path=self.name, limit=MAX_DEPTH) from error
            raise InputError(self.corrupt, path=self.name, part=path) from error

    def _root(self, data: bytes, path: str) -> etree._Element:
        """Parses a part while counting its elements, before memory is used for more of them."""
        events = etree.iterparse(
            io.BytesIO(data), ("start",), resolve_entities=False, no_network=True,
            huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        root: etree._Element | None = None
        for _, element in events:
            if root is None:  # of a part that may declare entities, whatever its encoding
                root = element
                declared: Any = root.getroottree().docinfo.internalDTD
                if declared is not None and next(declared.iterentities(), None) is not None:
                    raise InputError("xml-entities", path=self.name, part=path)
            self.elements += 1
            _check(self.elements, MAX_ELEMENTS, "elements", self.name)
        if root is None:
            raise ValueError(path)
        if next(root.iter(etree.Entity), None) is not None:
            raise InputError("xml-entities", path=self.name, part=path)
        return root


def local_name(of: etree._Element | str | bytes) -> str:
    """Returns the name of an element or attribute without its namespace, however odd it is."""
    return str(of if isinstance(of, str | bytes) else of.tag).rpartition("}")[2]


def transitional(part: bytes) -> bytes:
    """Returns a part with the namespaces that Word writes in place of those of strict OOXML."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)


def open_package(data: bytes, name: str, corrupt: str = "docx-corrupt") -> Package:
    """Opens a ZIP archive within the limits; ``corrupt`` is the id of the error for a broken one.

    Raises:
        InputError: ``file-encrypted``, ``archive-too-large``, ``archive-unsafe`` or that of
            ``corrupt``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(corrupt, path=name, part="zip") from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError("file-encrypted", path=name)
    _check(len(entries), MAX_ENTRIES, "entries", name)
    _check(sum(entry.file_size for entry in entries), MAX_UNPACKED, "bytes", name)
    for entry in entries:
        if entry.compress_type not in _COMPRESSION:
            raise InputError(corrupt, path=name, part=entry.filename)
        if ".." in entry.filename.replace("\\", "/").split("/"):
            raise InputError("archive-unsafe", path=name, entry=entry.filename)
        if entry.file_size > _MEGABYTE:
            ratio = entry.file_size // max(entry.compress_size, 1)
            _check(ratio, MAX_RATIO, "ratio", name)
    return Package(archive, name, corrupt)


def open_to_parse(data: bytes, name: str) -> zipfile.ZipFile:
    """Returns an open DOCX whose XML, all parts together, is small enough to be parsed.

    Raises:
        InputError: as `open_package`.
    """
    archive = open_package(data, name).archive
    parts = (entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))
    _check(sum(part.file_size for part in parts), MAX_PARSED, "bytes", name)
    return archive


def _check(value: int, limit: int, what: str, name: str) -> None:
    if value > limit:
        raise InputError("archive-too-large", path=name, what=what, value=value, limit=limit)
