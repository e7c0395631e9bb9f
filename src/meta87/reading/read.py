"""Reading a report of whatever format, which is recognised by its content, not by its name."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

from meta87.errors import InputError
from meta87.reading.document import Document
from meta87.reading.plain import read_text

MAX_BYTES = 100_000_000

_ZIP = b"PK\x03\x04"
_PDF_HEADER_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOLDERS = {"word": ".docx", "xl": ".xlsx", "ppt": ".pptx"}
_OPEN_DOCUMENTS = {b"opendocument.text": ".odt", b"opendocument.spreadsheet": ".ods"}
_HEAD = 4096
_TEXT_PER_CONTROL = 50  # characters of a text for each control character in it


def file_bytes(path: Path) -> bytes:
    """Returns the content of a file.

    Raises:
        InputError: ``file-missing``, ``file-is-folder``, ``file-not-regular`` (a pipe or device),
            ``file-unreadable``, ``file-too-large``.
    """
    if os.path.isdir(path):  # noqa: PTH112  never raises
        raise InputError("file-is-folder", path=str(path))
    try:
        with open(path, "rb", opener=_opened) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError("file-not-regular", path=str(path))
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("file-missing", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise InputError("file-unreadable", path=str(path)) from error
    if len(data) > MAX_BYTES:
        raise InputError("file-too-large", path=str(path), limit=MAX_BYTES)
    return data


def _opened(path: str, flags: int) -> int:
    """Opens a file without waiting, as for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_bytes(data: bytes, name: str) -> Document:
    """Reads a report: DOCX, ODT, PDF, HTML, Markdown or plain text.

    Args:
        data: the file's bytes.
        name: its name, for messages and `Document.source`.

    Raises:
        InputError: ``file-empty``, ``file-too-large``, ``format-unsupported`` (with the detail
            ``format``), ``file-encrypted``, ``text-undecodable``, or what the reader of the format
            raises.
    """
    if not data.strip():
        raise InputError("file-empty", path=name)
    if len(data) > MAX_BYTES:
        raise InputError("file-too-large", path=name, limit=MAX_BYTES)
    if data.startswith(_ZIP):
        return _read_zip(data, name)
    _check_office(data, name)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        from meta87.reading.pdf import read_pdf  # noqa: PLC0415 - heavy

        return read_pdf(data, name)
    control = sum(data[:_HEAD].count(bytes([code])) for code in range(1, 9))
    if control * _TEXT_PER_CONTROL > len(data[:_HEAD]):
        raise InputError("text-undecodable", path=name)
    return read_text(data, name)


def _read_zip(data: bytes, name: str) -> Document:
    kind = _zip_kind(data)
    if kind == ".docx":
        from meta87.reading.docx import read_docx  # noqa: PLC0415 - heavy

        return read_docx(data, name)
    if kind == ".odt":
        from meta87.reading.odt import read_odt  # noqa: PLC0415 - heavy

        return read_odt(data, name)
    raise InputError("format-unsupported", path=name, format=kind)


def _zip_kind(data: bytes) -> str:
    """Returns the format of a ZIP archive; a broken one is treated as DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile raises whatever the damage makes of it
        return ".docx"
    folders = {name.partition("/")[0] for name in names}
    named = (kind for folder, kind in _FOLDERS.items() if folder in folders)
    typed = (kind for name, kind in _OPEN_DOCUMENTS.items() if name in mimetype)
    return next(named, next(typed, ".zip"))


def _check_office(data: bytes, name: str) -> None:
    """Refuses rich text, files of old Office, and those of Office that a password protects."""
    if data.lstrip().startswith(b"{\\rtf"):
        raise InputError("format-unsupported", path=name, format=".rtf")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError("file-encrypted", path=name)
        raise InputError("format-unsupported", path=name, format=".doc")
