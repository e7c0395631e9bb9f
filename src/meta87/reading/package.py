"""Opening a DOCX or ODT package: its limits, and its parts as XML."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from meta87.errors import InputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000  # bytes
MAX_PART = 40_000_000  # bytes of one part that is parsed: some 300 MB once parsed
MAX_RATIO = 200  # unpacked to packed, for parts over a megabyte
MAX_DEPTH = 256  # elements one inside the other: the limit of libxml2
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """An open package: gives its parts as parsed XML.

    Attributes:
        archive: the ZIP archive.
        name: of the file, for messages.
        corrupt: id of the error for a damaged part: ``docx-corrupt`` or ``odt-corrupt``.
    """

    archive: zipfile.ZipFile
    name: str
    corrupt: str = "docx-corrupt"

    def part(self, path: str) -> etree._Element | None:
        """Returns the root of a part, or None if the package has no such part.

        Raises:
            InputError: the part cannot be unpacked or parsed; ``archive-too-large``,
                ``xml-entities`` or ``nesting-too-deep`` if it would exhaust memory or the stack.
        """
        if path not in self.archive.namelist():
            return None
        _check(self.archive.getinfo(path).file_size, MAX_PART, "bytes", self.name)
        try:
            data = self.archive.read(path)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError) as error:  # fmt: skip
            raise InputError(self.corrupt, path=self.name, part=path) from error
        if b"<!ENTITY" in data:
            raise InputError("xml-entities", path=self.name, part=path)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(data.replace(_STRICT, W[1:-1].encode()), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "depth" in str(error):
                raise InputError("nesting-too-deep", path=self.name, limit=MAX_DEPTH) from error
            raise InputError(self.corrupt, path=self.name, part=path) from error


def open_package(data: bytes, name: str, corrupt: str = "docx-corrupt") -> zipfile.ZipFile:
    """Opens a ZIP archive within the limits.

    Args:
        data: the file's bytes.
        name: name of the file, for messages.
        corrupt: id of the error for a broken archive.

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
        _check_entry(entry, name)
    return archive


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    if ".." in entry.filename.replace("\\", "/").split("/"):
        raise InputError("archive-unsafe", path=name, entry=entry.filename)
    if entry.file_size > _MEGABYTE:
        _check(entry.file_size // max(entry.compress_size, 1), MAX_RATIO, "ratio", name)


def _check(value: int, limit: int, what: str, name: str) -> None:
    if value > limit:
        raise InputError("archive-too-large", path=name, what=what, value=value, limit=limit)
