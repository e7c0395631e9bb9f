"""Opening a DOCX package: its limits, and its parts as XML."""

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
MAX_PART = 150_000_000  # bytes of one part
MAX_RATIO = 200  # unpacked to packed, for parts over a megabyte
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """An open DOCX: gives its parts as parsed XML."""

    archive: zipfile.ZipFile
    name: str

    def part(self, path: str) -> etree._Element | None:
        """Give the root of a part, or None where the package has no such part.

        Raises:
            InputError: ``docx-corrupt`` when the part cannot be unpacked or parsed.
        """
        if path not in self.archive.namelist():
            return None
        try:
            data = self.archive.read(path)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError) as error:  # fmt: skip
            raise InputError("docx-corrupt", path=self.name, part=path) from error
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(data.replace(_STRICT, W[1:-1].encode()), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError("docx-corrupt", path=self.name, part=path) from error


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a ZIP archive within the limits.

    Raises:
        InputError: ``docx-corrupt``, ``file-encrypted`` or ``archive-too-large``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError("docx-corrupt", path=name, part="zip") from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError("file-encrypted", path=name)
    _check(len(entries), MAX_ENTRIES, "entries", name)
    _check(sum(entry.file_size for entry in entries), MAX_UNPACKED, "bytes", name)
    for entry in entries:
        _check(entry.file_size, MAX_PART, "bytes", name)
        if entry.file_size > _MEGABYTE:
            _check(entry.file_size // max(entry.compress_size, 1), MAX_RATIO, "ratio", name)
    return archive


def _check(value: int, limit: int, what: str, name: str) -> None:
    if value > limit:
        raise InputError("archive-too-large", path=name, what=what, value=value, limit=limit)
