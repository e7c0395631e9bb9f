"""Reading a file of whatever format; the content tells which, not the name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from meta87.errors import InputError
from meta87.reading.document import Document

MAX_BYTES = 100_000_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEADER_WITHIN = 1024
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MARKDOWN_SUFFIXES = {".md", ".markdown"}


def read(path: Path) -> Document:
    """Read a report: DOCX, PDF, Markdown or plain text.

    Raises:
        InputError: ``file-missing``, ``file-is-folder``, ``file-unreadable``, ``file-too-large``,
            or whatever `read_bytes` raises.
    """
    if path.is_dir():
        raise InputError("file-is-folder", path=str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("file-too-large", path=str(path), limit=MAX_BYTES)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("file-missing", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise InputError("file-unreadable", path=str(path)) from error
    try:
        return read_bytes(data, path.name)
    except InputError as error:
        error.details["path"] = str(path)
        raise


def read_bytes(data: bytes, name: str) -> Document:
    """Read the content of a report.

    Args:
        data: the file's bytes.
        name: its name, for messages and `Document.source`.

    Raises:
        InputError: ``file-empty``, ``file-too-large``, ``file-encrypted``, ``format-unsupported``
            (the details name the ``format``), ``text-undecodable``, ``docx-corrupt``,
            ``archive-too-large``, ``pdf-corrupt`` or ``pdf-no-text``.
    """
    if not data.strip():
        raise InputError("file-empty", path=name)
    if len(data) > MAX_BYTES:
        raise InputError("file-too-large", path=name, limit=MAX_BYTES)
    if data.startswith(_ZIP):
        return _read_zip(data, name)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        from meta87.reading.pdf import read_pdf  # noqa: PLC0415 - heavy

        return read_pdf(data, name)
    _refuse_others(data, name)
    from meta87.reading.markdown import read_markdown  # noqa: PLC0415

    text = decode(data, name)
    return read_markdown(text, name, "md" if _is_markdown(name) else "txt")


def decode(data: bytes, name: str) -> str:
    """Decode a text: by its byte order mark, else UTF-8, UTF-16 without mark, or Windows-1252.

    Raises:
        InputError: ``text-undecodable``.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputError("text-undecodable", path=name)


def _encodings(data: bytes) -> list[str]:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return [encoding]
    if data[1::2].count(0) * 3 > len(data):
        return ["utf-16-le"]
    if data[::2].count(0) * 3 > len(data):
        return ["utf-16-be"]
    return ["utf-8", "cp1252"]


def _is_markdown(name: str) -> bool:
    return Path(name).suffix.lower() in _MARKDOWN_SUFFIXES


def _read_zip(data: bytes, name: str) -> Document:
    kind = _zip_kind(data)
    if kind != "docx":
        raise InputError("format-unsupported", path=name, format=kind)
    from meta87.reading.docx import read_docx  # noqa: PLC0415 - heavy

    return read_docx(data, name)


def _zip_kind(data: bytes) -> str:
    """Tell what an archive is; a broken one is taken for the DOCX that it should be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile raises whatever the damage makes of it
        return "docx"
    folders = {name.partition("/")[0] for name in names}
    if "[Content_Types].xml" in names and "word" in folders:
        return "docx"
    if "xl" in folders:
        return ".xlsx"
    if "ppt" in folders:
        return ".pptx"
    if b"opendocument.text" in mimetype:
        return ".odt"
    return ".ods" if b"opendocument.spreadsheet" in mimetype else ".zip"


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError("file-encrypted", path=name)
        raise InputError("format-unsupported", path=name, format=".doc")
    if data.lstrip().startswith(b"{\\rtf"):
        raise InputError("format-unsupported", path=name, format=".rtf")
    control = sum(data[:4096].count(bytes([code])) for code in range(1, 9))
    if control * 50 > len(data[:4096]):
        raise InputError("text-undecodable", path=name)
