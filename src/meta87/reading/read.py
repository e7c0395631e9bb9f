"""Reading a file of whatever format, which is recognised by its content, not by its name."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

from meta87.errors import InputError
from meta87.reading.document import Document

MAX_BYTES = 100_000_000
MAX_CHARACTERS = 5_000_000  # of a text: a thousand pages have some three million
MAX_LINES = 100_000

_ZIP = b"PK\x03\x04"
_PDF_HEADER_WITHIN = 1024
_MARKDOWN_SUFFIXES = {".md", ".markdown"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_HEAD = 4096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
# Pages that call themselves Latin-1 are read as Windows-1252, as browsers do.
_LATIN_1 = re.compile(r"(?:iso|us)?[-_]?(?:8859[-_]?1|ascii)|latin[-_]?1", re.IGNORECASE)
# Of the other codecs of Python, some are slow and some are no encodings of text.
_ENCODING = re.compile(r"(?:iso|windows|cp\d|x?-?mac|koi8|latin|utf-?(?:8|16|32))", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|span)\b[^>]*>", re.IGNORECASE)
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}


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
    if _is_binary(data):
        raise InputError("text-undecodable", path=name)
    return _read_text(_decode(data, name), name)


def _decode(data: bytes, name: str) -> str:
    """Decodes a text.

    By its byte order mark, otherwise as UTF-8, UTF-16 without mark, the encoding that an HTML page
    declares, or Windows-1252.

    Raises:
        InputError: ``text-undecodable``.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise InputError("text-undecodable", path=name)


def _read_zip(data: bytes, name: str) -> Document:
    kind = _zip_kind(data)
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
    if _is_html(text, suffix):
        from meta87.reading.html import read_html  # noqa: PLC0415 - heavy

        return read_html(text, name)
    from meta87.reading.markdown import read_markdown  # noqa: PLC0415

    for what, value, limit in (
        ("characters", len(text), MAX_CHARACTERS),
        ("lines", text.count("\n") + text.count("\r"), MAX_LINES),
    ):
        if value > limit:
            raise InputError("text-too-large", path=name, what=what, value=value, limit=limit)
    return read_markdown(text, name, "md" if suffix in _MARKDOWN_SUFFIXES else "txt")


def _zip_kind(data: bytes) -> str:
    """Returns the format of a ZIP archive; a broken one is treated as DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile raises whatever the damage makes of it
        return ".docx"
    folders = {name.partition("/")[0] for name in names}
    if "[Content_Types].xml" in names and "word" in folders:
        return ".docx"
    if "xl" in folders:
        return ".xlsx"
    if "ppt" in folders:
        return ".pptx"
    if b"opendocument.text" in mimetype:
        return ".odt"
    return ".ods" if b"opendocument.spreadsheet" in mimetype else ".zip"


def office_kind(data: bytes, name: str) -> str:
    """Returns ``doc`` or ``rtf`` for files that LibreOffice converts, or "" for other files.

    Raises:
        InputError: ``file-encrypted``, or ``format-unsupported`` for other legacy Office files.
    """
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if not data.startswith(_OLE):
        return ""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError("file-encrypted", path=name)
    if "WordDocument".encode("utf-16-le") not in data:
        raise InputError("format-unsupported", path=name, format=".doc")
    return "doc"


def _is_binary(data: bytes) -> bool:
    """Whether bytes have too many control characters for a text."""
    control = sum(data[:_HEAD].count(bytes([code])) for code in range(1, 9))
    return control * 50 > len(data[:_HEAD])


def _is_html(text: str, suffix: str) -> bool:
    """Whether a text is a page of HTML, or a part of one if the extension says so."""
    head = text[:_HEAD]
    return _HTML.match(head) is not None or (
        suffix in _HTML_SUFFIXES and _TAG.search(head) is not None
    )


def _encodings(data: bytes) -> list[str]:
    """Returns the possible encodings of a text, the most probable first."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return [encoding]
    if data[1::2].count(0) * 3 > len(data):
        return ["utf-16-le"]
    if data[::2].count(0) * 3 > len(data):
        return ["utf-16-be"]
    declared = _CHARSET.search(data[:_HEAD])
    name = declared[1].decode("ascii", "ignore") if declared else ""
    trusted = _ENCODING.match(name) and not _LATIN_1.fullmatch(name)
    return ["utf-8", *([name] if trusted else []), "cp1252"]
