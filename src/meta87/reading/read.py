"""Reading a file of whatever format; the content tells which, not the name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from meta87.errors import InputError
from meta87.reading.document import Document
from meta87.reading.sniff import encodings, is_binary, is_html, office_kind, zip_kind

MAX_BYTES = 100_000_000

_ZIP = b"PK\x03\x04"
_PDF_HEADER_WITHIN = 1024
_MARKDOWN_SUFFIXES = {".md", ".markdown"}


def read(path: Path) -> Document:
    """Reads a report: DOCX, ODT, PDF, HTML, Markdown, plain text, and DOC or RTF by LibreOffice.

    Raises:
        InputError: as `file_bytes` and `read_bytes`.
    """
    data = file_bytes(path)
    try:
        return read_bytes(data, path.name)
    except InputError as error:
        error.details["path"] = str(path)
        raise


def file_bytes(path: Path) -> bytes:
    """Returns the content of a file.

    Raises:
        InputError: ``file-missing``, ``file-is-folder``, ``file-unreadable``, ``file-too-large``.
    """
    if path.is_dir():
        raise InputError("file-is-folder", path=str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("file-too-large", path=str(path), limit=MAX_BYTES)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("file-missing", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise InputError("file-unreadable", path=str(path)) from error


def read_bytes(data: bytes, name: str) -> Document:
    """Reads the content of a report.

    Args:
        data: the file's bytes.
        name: its name, for messages and `Document.source`.

    Raises:
        InputError: ``file-empty``, ``file-too-large``, ``file-encrypted``, ``format-unsupported``
            (with the detail ``format``), ``text-undecodable``, or what the reader of the
            format raises.
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
    if office := office_kind(data, name):
        return _read_office(data, name, office)
    if is_binary(data):
        raise InputError("text-undecodable", path=name)
    return _read_text(decode(data, name), name)


def decode(data: bytes, name: str) -> str:
    """Decodes a text.

    By its byte order mark, otherwise as UTF-8, UTF-16 without mark, the encoding that an HTML page
    declares, or Windows-1252.

    Raises:
        InputError: ``text-undecodable``.
    """
    for encoding in encodings(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise InputError("text-undecodable", path=name)


def _read_zip(data: bytes, name: str) -> Document:
    kind = zip_kind(data)
    if kind == ".docx":
        from meta87.reading.docx import read_docx  # noqa: PLC0415 - heavy

        return read_docx(data, name)
    if kind == ".odt":
        from meta87.reading.odt import read_odt  # noqa: PLC0415 - heavy

        return read_odt(data, name)
    raise InputError("format-unsupported", path=name, format=kind)


def _read_office(data: bytes, name: str, kind: str) -> Document:
    from meta87.reading.docx import read_docx  # noqa: PLC0415 - heavy
    from meta87.reading.libreoffice import to_docx  # noqa: PLC0415

    return replace(read_docx(to_docx(data, name, kind), name), format=kind)


def _read_text(text: str, name: str) -> Document:
    suffix = Path(name).suffix.lower()
    if is_html(text, suffix):
        from meta87.reading.html import read_html  # noqa: PLC0415 - heavy

        return read_html(text, name)
    from meta87.reading.markdown import read_markdown  # noqa: PLC0415

    return read_markdown(text, name, "md" if suffix in _MARKDOWN_SUFFIXES else "txt")
